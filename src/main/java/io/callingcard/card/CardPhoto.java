// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.Arrays;
import java.util.Objects;

/** A photo: its URL or its bytes. */
public final class CardPhoto {

    private final String url;
    private final byte[] bytes;
    private final String contentType;

    private CardPhoto(String url, byte[] bytes, String contentType) {
        this.url = url;
        this.bytes = bytes;
        this.contentType = contentType == null ? null : InputLimit.lowerCase(contentType);
    }

    public static CardPhoto ofUrl(String url) {
        return new CardPhoto(CardText.required("photo.url", url), null, null);
    }

    /**
     * Makes a photo of bytes.
     *
     * @param contentType for example {@code image/jpeg}, or {@code null} when unknown
     */
    public static CardPhoto ofBytes(byte[] bytes, String contentType) {
        if (bytes == null || bytes.length == 0) {
            throw new InvalidCardException("photo.data", "is empty", "Set the bytes, or remove the photo");
        }
        return new CardPhoto(null, bytes.clone(), CardText.optional(contentType));
    }

    /** Returns the URL, or {@code null} when the card holds the bytes. */
    public String url() {
        return url;
    }

    /** Returns a copy of the bytes, or {@code null} when the card holds the URL. */
    public byte[] bytes() {
        return bytes == null ? null : bytes.clone();
    }

    /** Returns the media type, for example {@code image/jpeg}, or {@code null} when it is unknown. */
    public String contentType() {
        return contentType;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CardPhoto that
                && Objects.equals(url, that.url)
                && Arrays.equals(bytes, that.bytes)
                && Objects.equals(contentType, that.contentType);
    }

    @Override
    public int hashCode() {
        return Objects.hash(url, Arrays.hashCode(bytes), contentType);
    }

    @Override
    public String toString() {
        return bytes == null ? "Photo[url]" : "Photo[" + bytes.length + " bytes]";
    }
}
