package io.callingcard.card;

/** An e-mail address of a card, with the label it is shown under ({@code null} for none). */
public record CardEmail(String value, String label) implements CardEntry {

    public CardEmail {
        value = CardText.required("emails.value", value);
        label = CardText.optional(label);
    }

    public CardEmail(String value) {
        this(value, null);
    }

    @Override
    public String toString() {
        return "CardEmail[•••]";
    }
}
