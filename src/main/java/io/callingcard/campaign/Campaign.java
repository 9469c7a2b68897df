// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.camel.CamelContext;

import io.callingcard.card.CardConverters;
import io.callingcard.ledger.Span;

/**
 * What a campaign sends to its leads, from which lines, and how often. Write it as a bean in YAML; the name of the bean is
 * the name of the campaign.
 */
public class Campaign {

    private static final Set<String> CHANNELS = Set.of("chert", "linq", "wa");
    private static final Duration LINQ_SHOWS_AFTER = Duration.ofHours(24);

    private String channel = "chert";
    private List<String> lines = List.of();
    private String text;
    private String followUp;
    private Duration followUpAfter;
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

    /** What to do with the card. */
    public enum CardStep {
        /** Send the contact card of the campaign or the lead. */
        SEND,
        /** Share the line's own card, if the provider can. */
        SHARE,
        /** Send no card. */
        NONE
    }

    /**
     * Returns the campaigns of the files by their names; {@link Campaigns} says which are in force. A name that comes from
     * outside is looked up here, and never in the registry: that resolves placeholders in a name, and so calls methods of
     * beans.
     */
    static Map<String, Campaign> all(CamelContext context) {
        return context.getRegistry().findByTypeWithName(Campaign.class);
    }

    static Campaign named(String name, Map<String, Campaign> all) {
        Campaign campaign = all.get(name);
        if (campaign == null) {
            throw new UnknownCampaignException(all.keySet());
        }
        return campaign;
    }

    /** Whether first messages have a budget. */
    boolean isPaced() {
        return firstTouches().isSet();
    }

    Budgets.Limit firstTouches() {
        return new Budgets.Limit("first-touch", firstTouchesPerDay, firstTouchGap, zone);
    }

    Budgets.Limit shares() {
        return new Budgets.Limit("share", sharesPerDay, shareGap, zone);
    }

    /** Later follow-ups come at the pace of the first messages, so a night of them is not sent at once in the morning. */
    Budgets.Limit followUps() {
        return new Budgets.Limit("follow-up", firstTouchesPerDay, firstTouchGap, zone);
    }

    public String getChannel() {
        return channel;
    }

    /** Sets the provider to send with: chert (the default), linq or wa. A lead may choose another. */
    public void setChannel(String channel) {
        this.channel = channel(channel);
    }

    static String channel(String given) {
        if (!CHANNELS.contains(given)) {
            throw new RefusedLeadException("channel", RefusalReason.UNKNOWN_CHANNEL, "must be chert, linq or wa.");
        }
        return given;
    }

    public List<String> getLines() {
        return lines;
    }

    /** Sets our numbers to send from, separated by commas. Default: the provider or the component chooses. */
    public void setLines(String lines) {
        this.lines = Arrays.stream(lines.split(","))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Returns the accounts of the campaign's own lines. Without a number the provider chooses. */
    List<String> accounts() {
        List<String> numbers = lines.isEmpty() ? List.of("") : lines;
        return numbers.stream().map(this::account).toList();
    }

    /** Returns the account that budgets are kept for: all campaigns of a line share it. */
    String account(String line) {
        return Line.of(channel, line).toString();
    }

    public String getText() {
        return text;
    }

    /** Sets the welcome text. {@code {name}} and the other fields of a lead are replaced by their values. */
    public void setText(String text) {
        this.text = text;
    }

    public String getFollowUp() {
        return followUp;
    }

    /** Sets a second text, which follows the card, or comes later if followUpAfter is set. Default: none. */
    public void setFollowUp(String followUp) {
        this.followUp = followUp;
    }

    Duration followUpAfter() {
        return followUpAfter;
    }

    /**
     * Sets how long after the welcome the text of followUp is sent, such as {@code 1d}, outside quiet hours. An answer, a
     * card or an opt-out before that prevents it. Default: it follows the card at once.
     */
    public void setFollowUpAfter(String followUpAfter) {
        this.followUpAfter = Span.positive("followUpAfter", followUpAfter);
    }

    /** Whether the second text does not follow the card at once. */
    boolean isFollowUpLater() {
        return followUp != null && followUpAfter != null;
    }

    public CardStep getCard() {
        return card;
    }

    /** Sets what follows the text: send (the default), share, or none. */
    public void setCard(CardStep card) {
        this.card = card;
    }

    public String getContact() {
        return contact;
    }

    /** Sets the contact card to send, as JSON or a vCard. */
    public void setContact(String contact) {
        CardConverters.toContactCard(contact);
        this.contact = contact;
    }

    public boolean isConsentRequired() {
        return consentRequired;
    }

    /** Sets whether a lead must have the field consent; true by default. */
    public void setConsentRequired(boolean consentRequired) {
        this.consentRequired = consentRequired;
    }

    public String getZone() {
        return zone.getId();
    }

    /** Sets the time zone in which the days of budgets begin, such as {@code America/New_York}; UTC by default. */
    public void setZone(String zone) {
        try {
            this.zone = ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone: is not a time zone. Write one such as Europe/Berlin.", e);
        }
    }

    public int getFirstTouchesPerDay() {
        return firstTouchesPerDay;
    }

    /** Sets how many people a line writes to for the first time per day. Chert advises 30. Unlimited by default. */
    public void setFirstTouchesPerDay(int firstTouchesPerDay) {
        this.firstTouchesPerDay = firstTouchesPerDay;
    }

    /** Sets the shortest time between two first messages of a line, such as {@code 10m}. Default: none. */
    public void setFirstTouchGap(String firstTouchGap) {
        this.firstTouchGap = Span.of("firstTouchGap", firstTouchGap);
    }

    public boolean isShare() {
        return share;
    }

    /** Sets whether the flow daily-share offers the card again later; false by default. */
    public void setShare(boolean share) {
        this.share = share;
    }

    public CardStep getShareAs() {
        return shareAs;
    }

    /** Sets how: share (the default) offers the line's own card, send sends the campaign's contact card again. */
    public void setShareAs(CardStep shareAs) {
        this.shareAs = shareAs;
    }

    /** WhatsApp cannot share cards, only send them. */
    boolean isSharedBy(String provider) {
        return share && shareAs != CardStep.NONE && (shareAs == CardStep.SEND || !provider.equals("wa"));
    }

    Duration shareEvery() {
        return shareEvery;
    }

    /**
     * Returns the time between two shares in the chats of a provider. Linq answers a share within 24 hours of the last one
     * with success, and shows nothing.
     */
    Duration shareEvery(String provider) {
        boolean isHidden =
                provider.equals("linq") && shareAs == CardStep.SHARE && shareEvery.compareTo(LINQ_SHOWS_AFTER) < 0;
        return isHidden ? LINQ_SHOWS_AFTER : shareEvery;
    }

    /**
     * Sets the time between two shares in a chat; {@code 24h} by default. Linq shows a share at most every 24 hours, so there a
     * shorter time counts as 24 hours.
     */
    public void setShareEvery(String shareEvery) {
        this.shareEvery = Span.positive("shareEvery", shareEvery);
    }

    public int getMaxShares() {
        return maxShares;
    }

    /** Sets after how many shares the offers to a chat end; 7 by default. */
    public void setMaxShares(int maxShares) {
        this.maxShares = maxShares;
    }

    public int getSharesPerDay() {
        return sharesPerDay;
    }

    /** Sets how many shares a line does per day; unlimited by default. */
    public void setSharesPerDay(int sharesPerDay) {
        this.sharesPerDay = sharesPerDay;
    }

    /** Sets the shortest time between two shares of a line. Default: none. */
    public void setShareGap(String shareGap) {
        this.shareGap = Span.of("shareGap", shareGap);
    }

    QuietHours quietHours() {
        return new QuietHours(quietFrom, quietTo);
    }

    /**
     * Sets when quiet hours begin in the recipient's time zone; {@code 20:00} by default. They hold shares and later
     * follow-ups. A welcome is sent at any hour.
     */
    public void setQuietFrom(String quietFrom) {
        this.quietFrom = time("quietFrom", quietFrom);
    }

    /** Sets when quiet hours end in the recipient's time zone; {@code 09:00} by default. */
    public void setQuietTo(String quietTo) {
        this.quietTo = time("quietTo", quietTo);
    }

    private static LocalTime time(String field, String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(field + ": is not a time. Write one such as 09:00.", e);
        }
    }
}
