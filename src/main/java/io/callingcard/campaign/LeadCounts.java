// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

/**
 * How many rows of a file of leads there were so far. Each is counted in one of the others.
 *
 * @param added      leads that are new; with a dry run those that would be added
 * @param duplicates leads that the ledger knows, or that came before in the file
 * @param refused    rows that are no lead
 * @param optedOut   leads of people who opted out
 */
public record LeadCounts(long rows, long added, long duplicates, long refused, long optedOut) {}
