/** Remembers for every chat and step whether it was sent, was not sent, or is in doubt. */
package io.callingcard.ledger;
