package io.callingcard.provider.inbound;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file that came with a message; the bytes are fetched by download-attachment, or from the address.
 *
 * @param id          the provider's id of the file, or null
 * @param url         where the file lies, or null; such addresses may live for minutes only
 * @param contentType what the provider says it is, or null
 * @param fileName    what the sender calls it, or null
 * @param size        in bytes, or null
 */
public record MediaReference(String id, String url, String contentType, String fileName, Long size) {

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        InboundEvent.put(map, "id", id);
        InboundEvent.put(map, "url", url);
        InboundEvent.put(map, "content_type", contentType);
        InboundEvent.put(map, "file_name", fileName);
        InboundEvent.put(map, "size", size);
        return map;
    }

    /** Addresses of files open them to whoever has them. */
    @Override
    public String toString() {
        return "MediaReference[" + contentType + "]";
    }
}
