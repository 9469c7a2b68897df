// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

/** Settings are missing or wrong, so nothing starts. The message names each setting and the cure. */
final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SettingsException(String problems) {
        super(problems, null, false, false);
    }
}
