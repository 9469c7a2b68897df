// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TargetTest {

    @Test
    void anIdStaysOneSegment() {
        assertThat(Target.of("/chats").id("a/b?c=d#e f+g%").path("/messages"))
                .hasToString("/chats/a%2Fb%3Fc%3Dd%23e%20f%2Bg%25/messages");
    }

    @Test
    void aValueStaysOneValue() {
        assertThat(Target.of("/cards")
                        .query("phone_number", "+1202")
                        .query("limit", 5)
                        .query("cursor", null))
                .hasToString("/cards?phone_number=%2B1202&limit=5");
    }

    @Test
    void anExistingQueryIsContinued() {
        assertThat(Target.of("/chats?from=x").query("limit", 1)).hasToString("/chats?from=x&limit=1");
    }
}
