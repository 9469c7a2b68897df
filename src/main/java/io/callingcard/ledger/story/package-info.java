/** What a story is made of: entries with a code and values, and the sentences that tell them. */
package io.callingcard.ledger.story;
