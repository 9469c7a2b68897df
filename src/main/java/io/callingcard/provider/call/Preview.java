// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.call;

import java.util.List;

/**
 * What an operation would send.
 *
 * @param json the body of the request, as the operation itself writes it
 * @param lost the fields of the card that are not in it
 */
public record Preview(byte[] json, List<String> lost) {

    public Preview(byte[] json) {
        this(json, List.of());
    }

    /** Leaves out the body. */
    @Override
    public String toString() {
        return "Preview[lost " + lost + "]";
    }
}
