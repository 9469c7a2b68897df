// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Instant;

/**
 * A rule that a simulation broke.
 *
 * @param rule     the word of the rule, such as {@code never-twice}
 * @param person   the number or address; null if the rule is of a line
 * @param at       when it was broken
 * @param sentence what happened, without the person
 */
record BrokenRule(String rule, String person, Instant at, String sentence) {}
