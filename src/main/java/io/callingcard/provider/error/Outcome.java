package io.callingcard.provider.error;

/** What a call did to the world, as far as can be known. */
public enum Outcome {
    /** The provider answered success: nothing may follow for this chat and step. */
    SENT,
    /** Nothing can have reached anyone: trying again is safe. */
    NOT_SENT,
    /** The message may or may not have arrived: never repeated blindly. */
    IN_DOUBT
}
