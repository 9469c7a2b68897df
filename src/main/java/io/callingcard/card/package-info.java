/** Contact cards as one immutable model, vCard and JSON formats, phone numbers, and the fields each provider supports. */
package io.callingcard.card;
