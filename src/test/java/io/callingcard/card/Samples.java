// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Sample exports of phones and address books. */
final class Samples {

    private Samples() {}

    static byte[] bytes(String name) {
        try (InputStream file = Samples.class.getResourceAsStream("/cards/" + name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ContactCard card(String name) {
        return VCards.read(bytes(name));
    }
}
