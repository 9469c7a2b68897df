// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.util.ArrayList;
import java.util.List;

import io.vertx.core.MultiMap;

/** The headers of one attempt. The last of two equal names counts. Cheaper than a map per attempt. */
public final class WireHeaders {

    private final List<CharSequence> namesAndValues = new ArrayList<>(8);

    /**
     * Sets a header.
     *
     * @throws IllegalArgumentException if the value has a control character
     */
    void set(CharSequence name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7F) {
                throw new IllegalArgumentException("The value of a header has a control character");
            }
        }
        namesAndValues.add(name);
        namesAndValues.add(value);
    }

    /** Sets them on a request. */
    public void setOn(MultiMap headers) {
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            headers.set(namesAndValues.get(i), namesAndValues.get(i + 1));
        }
    }

    /** Omits the values: they include credentials. */
    @Override
    public String toString() {
        return "WireHeaders[" + namesAndValues.size() / 2 + "]";
    }
}
