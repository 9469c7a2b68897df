package io.callingcard.wa.model;

import io.callingcard.provider.call.Answer;

/** Whether a number is on WhatsApp. The gateway says no also when it could not find out. */
public record Registration(Boolean isOnWhatsapp) implements Answer {}
