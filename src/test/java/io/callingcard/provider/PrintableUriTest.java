// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PrintableUriTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chert:send-text?to=+14155550177",
                "chert:send-text?to=%2B14155550177&strict=true",
                "chert:send-text?to=RAW(+14155550177)",
                "chert:create-chat?strict=true&from=14155550177",
                "chert:add-participant?from=%2B14155550177",
                "wa:send-text?chatId=14155550177@s.whatsapp.net",
                "wa:send-text?chatId=14155550177%40s.whatsapp.net",
                "wa:send-text?chatId=RAW(14155550177@s.whatsapp.net)",
                "wa:send-text?chatId=14155550177",
                "wa:send-text?chatId=+14155550177&strict=true",
                "wa:send-text?deviceId=14155550177",
                "wa:send-text?deviceId=14155550177:3@s.whatsapp.net",
                "wa:send-text?mentions=@everyone,+14155550177"
            })
    void aNumberIsMasked(String uri) {
        assertThat(PrintableUri.of(uri)).doesNotContain("14155550177").startsWith(uri.substring(0, uri.indexOf('?')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chert:list-lines",
                "chert:send-text?chatId=3f6c0b7e-1b5e-4a55-9d43-14155550177a",
                "wa:send-text?chatId=120363025246125486@g.us&topic=1",
                "wa:send-text?deviceId=sales-14155550177",
                "chert:send-text?autoto=1"
            })
    void otherOptionsAreUnchanged(String uri) {
        assertThat(PrintableUri.of(uri)).isEqualTo(uri);
    }
}
