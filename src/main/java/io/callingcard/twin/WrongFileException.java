// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

/** A file of the command line that cannot be used. The message names the option, the file, the place and the cure. */
final class WrongFileException extends Exception {

    WrongFileException(String message) {
        super(message);
    }
}
