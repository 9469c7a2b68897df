// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.claim;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.callingcard.chert.model.Message;
import io.callingcard.provider.wire.Json;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryRowTest {

    private static HistoryRow row(String json) {
        return Json.read(Json.read(json.getBytes(StandardCharsets.UTF_8)).orElseThrow(), Message.class);
    }

    @Test
    void readsDirectionTimeAndText() {
        HistoryRow row = row(
                """
                {"id": "m1", "direction": "outbound", "created_at": "2026-11-28T09:00:00+01:00",
                 "parts": [{"value": "Hello"}, {"attachment_id": "a1"}, {"value": "Mira"}]}""");

        assertThat(row.id()).isEqualTo("m1");
        assertThat(row.fromUs()).isTrue();
        assertThat(row.timeSent()).isEqualTo(Instant.parse("2026-11-28T08:00:00Z"));
        assertThat(row.text()).isEqualTo("Hello\nMira");
    }

    @Test
    void aMessageMayHaveNeitherTimeNorText() {
        HistoryRow bare = row("{}");
        assertThat(bare.fromUs()).isFalse();
        assertThat(bare.timeSent()).isNull();
        assertThat(bare.text()).isNull();

        HistoryRow file = row("""
                {"created_at": "yesterday", "parts": [{"attachment_id": "a1"}]}""");
        assertThat(file.timeSent()).isNull();
        assertThat(file.text()).isNull();
    }

    @Test
    void aTraceIgnoresTheSpaceAroundAText() {
        assertThat(HistoryRow.trace(" Hello\n"))
                .isEqualTo(HistoryRow.trace("Hello"))
                .isNotEqualTo(HistoryRow.trace("hello"));
    }
}
