package io.callingcard.chert;

/** How a contact card travels. */
public enum ChertCardFormat {
    /** In the documented fields when these carry all of it, else as a vCard. */
    AUTO,
    /** In the documented fields; what they cannot carry is lost, and reported. */
    CONTACT,
    /** As a vCard. */
    VCARD
}
