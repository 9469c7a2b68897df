// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.story;

import java.util.Locale;

/**
 * Something that can happen to a person, a reason for it, or what comes next. Each is a constant of an enum, and has a
 * sentence in {@code sentences.properties}.
 */
public interface StoryCode {

    /** Returns the name of the constant. */
    String name();

    /** Returns the word before the period of the key. */
    String subject();

    /** Returns the key of the sentence, such as {@code attempt.not-sent}. */
    default String key() {
        return subject() + "." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
