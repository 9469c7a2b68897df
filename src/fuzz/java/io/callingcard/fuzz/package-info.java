/** Looks for inputs that break the reading of webhooks. The folder {@code resources} keeps the inputs that were found. */
package io.callingcard.fuzz;
