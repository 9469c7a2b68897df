package io.callingcard.card;

/** What a card may have several of, each under a label. */
sealed interface CardEntry permits CardPhone, CardEmail, CardUrl, CardAddress {

    String label();
}
