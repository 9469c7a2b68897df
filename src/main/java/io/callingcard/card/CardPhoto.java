package io.callingcard.card;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/** The photo of a card: either where it lies, or its bytes. */
public final class CardPhoto {

    private final String url;
    private final byte[] bytes;
    private final String contentType;

    private CardPhoto(String url, byte[] bytes, String contentType) {
        this.url = url;
        this.bytes = bytes;
        this.contentType = contentType == null ? null : contentType.toLowerCase(Locale.ROOT);
    }

    public static CardPhoto ofUrl(String url) {
        return new CardPhoto(CardText.required("photo.url", url), null, null);
    }

    /** A photo held in the card; the content type, such as {@code image/jpeg}, may be {@code null} when unknown. */
    public static CardPhoto ofBytes(byte[] bytes, String contentType) {
        if (bytes == null || bytes.length == 0) {
            throw new InvalidCardException("photo.data", "is empty", "give the bytes, or leave the photo out");
        }
        return new CardPhoto(null, bytes.clone(), CardText.optional(contentType));
    }

    /** Where the photo lies, or {@code null} when the card holds its bytes. */
    public String url() {
        return url;
    }

    /** A copy of the photo's bytes, or {@code null} when the card only says where it lies. */
    public byte[] bytes() {
        return bytes == null ? null : bytes.clone();
    }

    /** For example {@code image/jpeg}; {@code null} when unknown. */
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
        return bytes == null ? "CardPhoto[url]" : "CardPhoto[" + bytes.length + " bytes]";
    }
}
