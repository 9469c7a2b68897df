// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.body;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.wire.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AttachmentsTest {

    @Test
    void aSlotNeedsAnAddressButNoHeaders() {
        Attachments.Slot slot = Json.read(
                json("{\"attachment_id\":\"a\",\"upload_url\":\"https://x.example/u\"}"), Attachments.Slot.class);
        assertThat(slot.requiredHeaders()).isEmpty();
        assertThatThrownBy(() -> Json.read(json("{\"attachment_id\":\"a\"}"), Attachments.Slot.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.read(json("{\"required_headers\":7}"), Attachments.Slot.class))
                .isInstanceOf(IllegalArgumentException.class);
        Attachments.Slot withHeaders = Json.read(
                json("{\"attachment_id\":\"a\",\"upload_url\":\"u\",\"required_headers\":{\"x\":\"y\"}}"),
                Attachments.Slot.class);
        assertThat(withHeaders.requiredHeaders()).containsEntry("x", "y");
        assertThat(withHeaders).hasToString("Slot[a]");
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
