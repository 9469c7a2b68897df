// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A fact that an operator should know before the campaigns run.
 *
 * @param id         the word of the finding, such as {@code line-is-bottleneck}
 * @param severity   {@code error}, {@code warning} or {@code info}
 * @param sentence   the fact, in English
 * @param sentenceDe the fact, in German
 * @param data       the values in the sentence, by name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Finding(String id, String severity, String sentence, String sentenceDe, Map<String, Object> data) {}
