package io.callingcard.ledger;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import io.callingcard.card.CardConverters;

/**
 * What is sent to the leads of a campaign, by which lines, and how often: plain data, as a bean in YAML. Its name is that
 * of the bean.
 */
public class Campaign {

    private static final Set<String> CHANNELS = Set.of("chert", "linq", "wa");

    private String channel = "chert";
    private List<String> lines = List.of();
    private String text;
    private String followUp;
    private CardStep card = CardStep.SEND;
    private String contact;
    private boolean consentRequired = true;
    private ZoneId zone = ZoneOffset.UTC;
    private int firstTouchesPerDay = Integer.MAX_VALUE;
    private Duration firstTouchGap = Duration.ZERO;
    private boolean share;
    private CardStep shareAs = CardStep.SHARE;
    private Duration shareEvery = Duration.ofDays(1);
    private int maxShares = 7;
    private int sharesPerDay = Integer.MAX_VALUE;
    private Duration shareGap = Duration.ZERO;
    private LocalTime quietFrom = LocalTime.of(20, 0);
    private LocalTime quietTo = LocalTime.of(9, 0);

    /** What the card of a welcome is. */
    public enum CardStep {
        /** The contact card of the campaign or the lead is sent. */
        SEND,
        /** The line's own card is shared, where the provider can. */
        SHARE,
        /** There is none. */
        NONE
    }

    /** Whether new contacts are counted, so that each has its turn. */
    boolean isPaced() {
        return firstTouchesPerDay != Integer.MAX_VALUE || !firstTouchGap.isZero();
    }

    Budgets.Limit firstTouches() {
        return new Budgets.Limit("first-touch", firstTouchesPerDay, firstTouchGap, zone);
    }

    Budgets.Limit shares() {
        return new Budgets.Limit("share", sharesPerDay, shareGap, zone);
    }

    boolean areSharesPaced() {
        return sharesPerDay != Integer.MAX_VALUE || !shareGap.isZero();
    }

    public String getChannel() {
        return channel;
    }

    /** The provider to send by, unless a lead says otherwise: chert (the default), linq or wa. */
    public void setChannel(String channel) {
        this.channel = channel(channel);
    }

    static String channel(String given) {
        if (!CHANNELS.contains(given)) {
            throw new RefusedLeadException("channel", "must be chert, linq or wa");
        }
        return given;
    }

    public List<String> getLines() {
        return lines;
    }

    /** Our numbers to send from, with commas between; without any the provider or the component picks one. */
    public void setLines(String lines) {
        this.lines = Arrays.stream(lines.split(","))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    public String getText() {
        return text;
    }

    /** The welcome text; {@code {name}} and the other fields of a lead stand for what the lead says. */
    public void setText(String text) {
        this.text = text;
    }

    public String getFollowUp() {
        return followUp;
    }

    /** A second text after the card; none when it is not set. */
    public void setFollowUp(String followUp) {
        this.followUp = followUp;
    }

    public CardStep getCard() {
        return card;
    }

    /** What comes after the text: send (the default), share, or none. */
    public void setCard(CardStep card) {
        this.card = card;
    }

    public String getContact() {
        return contact;
    }

    /** The contact card to send: JSON of the documented shape, or a vCard. */
    public void setContact(String contact) {
        CardConverters.toContactCard(contact);
        this.contact = contact;
    }

    public boolean isConsentRequired() {
        return consentRequired;
    }

    /** Whether a lead must say that the person wants to be written to; true by default. */
    public void setConsentRequired(boolean consentRequired) {
        this.consentRequired = consentRequired;
    }

    public String getZone() {
        return zone.getId();
    }

    /** Whose days the budgets of the lines go by, such as {@code America/New_York}; UTC by default. */
    public void setZone(String zone) {
        try {
            this.zone = ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone: is no time zone such as Europe/Berlin", e);
        }
    }

    public int getFirstTouchesPerDay() {
        return firstTouchesPerDay;
    }

    /** How many people a line may write to for the first time in a day; Chert advises 30. Unlimited by default. */
    public void setFirstTouchesPerDay(int firstTouchesPerDay) {
        this.firstTouchesPerDay = firstTouchesPerDay;
    }

    /** How far apart those are at least, such as {@code 10m}. */
    public void setFirstTouchGap(String firstTouchGap) {
        this.firstTouchGap = Span.of("firstTouchGap", firstTouchGap);
    }

    public boolean isShare() {
        return share;
    }

    /** Whether the card is offered again later, by the flow daily-share. */
    public void setShare(boolean share) {
        this.share = share;
    }

    public CardStep getShareAs() {
        return shareAs;
    }

    /** How: share (the default) offers the line's own card, send sends the contact card of the campaign once more. */
    public void setShareAs(CardStep shareAs) {
        this.shareAs = shareAs;
    }

    /** WhatsApp shares no cards: there it must be said which one to send. */
    boolean isSharedBy(String provider) {
        return share && shareAs != CardStep.NONE && (shareAs == CardStep.SEND || !provider.equals("wa"));
    }

    Duration shareEvery() {
        return shareEvery;
    }

    /** How often, at most; {@code 24h} by default. */
    public void setShareEvery(String shareEvery) {
        this.shareEvery = Span.positive("shareEvery", shareEvery);
    }

    public int getMaxShares() {
        return maxShares;
    }

    /** After how many it ends; 7 by default. */
    public void setMaxShares(int maxShares) {
        this.maxShares = maxShares;
    }

    public int getSharesPerDay() {
        return sharesPerDay;
    }

    /** How many a line may do in a day; unlimited by default. */
    public void setSharesPerDay(int sharesPerDay) {
        this.sharesPerDay = sharesPerDay;
    }

    /** How far apart the shares of a line are at least. */
    public void setShareGap(String shareGap) {
        this.shareGap = Span.of("shareGap", shareGap);
    }

    LocalTime quietFrom() {
        return quietFrom;
    }

    LocalTime quietTo() {
        return quietTo;
    }

    /** When the recipient's evening begins, after which nothing is shared; {@code 20:00} by default. */
    public void setQuietFrom(String quietFrom) {
        this.quietFrom = time("quietFrom", quietFrom);
    }

    /** When the recipient's morning begins; {@code 09:00} by default. */
    public void setQuietTo(String quietTo) {
        this.quietTo = time("quietTo", quietTo);
    }

    private static LocalTime time(String field, String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(field + ": must be a time such as 09:00", e);
        }
    }
}
