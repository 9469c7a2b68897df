// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Something that a person should know before the campaigns run.
 *
 * @param id         the word of the finding, such as {@code line-is-bottleneck}
 * @param severity   {@code error}, {@code warning} or {@code info}
 * @param sentence   what it is, in English
 * @param sentenceDe the same in German
 * @param data       the values of the sentence
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Finding(String id, String severity, String sentence, String sentenceDe, Map<String, Object> data) {}
