package io.callingcard.card;

/** A web address of a card, with the label it is shown under ({@code null} for none). */
public record CardUrl(String value, String label) implements CardEntry {

    public CardUrl {
        value = CardText.required("urls.value", value);
        label = CardText.optional(label);
    }

    public CardUrl(String value) {
        this(value, null);
    }

    @Override
    public String toString() {
        return "CardUrl[•••]";
    }
}
