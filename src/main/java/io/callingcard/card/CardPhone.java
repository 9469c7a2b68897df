package io.callingcard.card;

/** A phone number of a card, as it was written there, with the label it is shown under ({@code null} for none). */
public record CardPhone(String value, String label) implements CardEntry {

    public CardPhone {
        value = CardText.required("phones.value", value);
        label = CardText.optional(label);
    }

    public CardPhone(String value) {
        this(value, null);
    }

    @Override
    public String toString() {
        return "CardPhone[" + PhoneMask.mask(value) + "]";
    }
}
