/** Runs routes, campaigns and the ledger against the twins, on a virtual clock. */
package io.callingcard.simulate;
