package io.callingcard.provider.body;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.wire.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AttachmentUploadTest {

    @Test
    void aSlotNeedsAnAddressButNoHeaders() {
        AttachmentUpload.Slot slot = Json.read(
                json("{\"attachment_id\":\"a\",\"upload_url\":\"https://x.example/u\"}"), AttachmentUpload.Slot.class);
        assertThat(slot.requiredHeaders()).isEmpty();
        assertThatThrownBy(() -> Json.read(json("{\"attachment_id\":\"a\"}"), AttachmentUpload.Slot.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.read(json("{\"required_headers\":7}"), AttachmentUpload.Slot.class))
                .isInstanceOf(IllegalArgumentException.class);
        AttachmentUpload.Slot withHeaders = Json.read(
                json("{\"attachment_id\":\"a\",\"upload_url\":\"u\",\"required_headers\":{\"x\":\"y\"}}"),
                AttachmentUpload.Slot.class);
        assertThat(withHeaders.requiredHeaders()).containsEntry("x", "y");
        assertThat(withHeaders).hasToString("Slot[a]");
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
