package io.callingcard.linq;

/** Why a card was not shared, although the provider would have answered success: nothing would have been shown. */
public enum ShareRefusal {
    /** The line has no contact card that is active. */
    NO_ACTIVE_CARD("the line has no active contact card; make one with ensure-card"),
    /** The chat runs over RCS or SMS, which carry no cards. */
    NOT_IMESSAGE("the chat is not an iMessage chat"),
    /** Nobody wrote to this chat from the line before. */
    NOTHING_SENT_YET("nothing was sent in the chat yet; send a text first"),
    /** The card was shared with this chat within the interval, so the phone would not show it again. */
    SHARED_RECENTLY("the card was shared with the chat already within the shareInterval");

    private final String reason;

    ShareRefusal(String reason) {
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
