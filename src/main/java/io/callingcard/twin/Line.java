// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

/** A line of the account at Chert or Linq. */
final class Line {

    final String id;
    final String number;
    boolean contactBubbles = true;
    String reputation = "HEALTHY";
    String forwarding;

    Line(String id, String number) {
        this.id = id;
        this.number = number;
    }
}
