/** The contact card: one immutable model, vCard and JSON in and out, phone numbers, and what each provider can carry. */
package io.callingcard.card;
