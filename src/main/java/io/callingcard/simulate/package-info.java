/** Runs routes, campaigns and the ledger against the twins on a clock that does not wait. */
package io.callingcard.simulate;
