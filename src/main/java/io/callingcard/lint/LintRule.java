// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import static io.callingcard.lint.Severity.ERROR;
import static io.callingcard.lint.Severity.WARNING;

/** The rules of the lint. The id is the constant in lower case with hyphens. */
enum LintRule {
    SEND_OUTSIDE_CLAIM(
            ERROR,
            "The send is outside a claim.",
            "After a crash, a retry or a second event the same person gets the message again. A claim in the ledger lets"
                    + " each message through once.",
            "Put it into an idempotentConsumer with oncePerChat, or use the Kamelet once-per-chat-action before it."),
    SEND_WITHOUT_CONSENT(
            ERROR,
            "No step before the send checks the consent.",
            "A person who wrote STOP must get nothing more. Only the ledger knows who did.",
            "Call campaign:consent before it, and stop unless CamelCampaignConsent is true; or call direct:require-consent."),
    RETRY_IN_DOUBT(
            ERROR,
            "This sends again what may have been sent.",
            "A failure with the outcome IN_DOUBT means that the message may have arrived. A second send is then a second"
                    + " message. The route settle finds out what became of the first.",
            "Limit it with onWhen to failures whose outcome is NOT_SENT."),
    DUPLICATE_CLAIM(
            ERROR,
            "Another claim has the same step name.",
            "A step is one message. The claim that comes second finds the step taken, and its message is never sent.",
            "Give each message a step name of its own, such as welcome/text and welcome/card."),
    INBOUND_WITHOUT_STOP(
            ERROR,
            "No step of the route records STOP.",
            "A person who answers STOP must be opted out. A route that receives messages and does not look for STOP writes to"
                    + " such people again.",
            "Call campaign:keyword, and campaign:opt-out if CamelCampaignKeyword is STOP, as routes/inbound.camel.yaml does."),
    DATA_IN_URI(
            ERROR,
            "The URI is built from message data.",
            "A value of a stranger can add options to the URI, or choose another endpoint. Camel also keeps an endpoint for"
                    + " each value, and prints URIs in logs.",
            "Set a header such as CamelCardRecipient instead, or choose among fixed endpoints with choice."),
    DATA_AS_CODE(
            ERROR,
            "Message data is evaluated as a template or script.",
            "A stranger who can write the template can call methods and read settings.",
            "Use a fixed template, and pass the data as body or header."),
    SECRET_IN_URI(
            ERROR,
            "The secret is written into the route.",
            "Files of routes are copied, committed and shown. Every reader of the file can use the account.",
            "Write a placeholder such as {{env:CHERT_SIGNING_SECRET}}, or set the option at the component."),
    CRON_WITHOUT_ZONE(
            ERROR,
            "The cron expression has no time zone.",
            "The hour then follows the clock of the machine: a container has UTC, a laptop has not. Messages come at night.",
            "Add trigger.timeZone, such as Europe/Berlin."),
    CRON_WITHOUT_MISFIRE_RULE(
            WARNING,
            "The cron expression has no misfire rule.",
            "After a pause of the machine, Quartz decides alone whether a missed time is made up for.",
            "Add trigger.misfireInstruction: 1 to fire once, or 2 to wait for the next time."),
    SHARE_WITHOUT_MAX(
            WARNING,
            "The campaign shares daily, and does not say how often.",
            "A share that never ends annoys people, and providers lower the reputation of the line. The default of 7 may not be"
                    + " what you want.",
            "Add maxShares."),
    UNKNOWN_ROUTE(
            ERROR,
            "No route reads from the endpoint.",
            "Camel finds this out when the first message arrives, and the message fails.",
            "Correct the name, or load the file with that route."),
    OFF_WITHOUT_REASON(
            ERROR,
            "The comment gives no reason.",
            "The next reader must know why the rule does not apply here. Without a reason the rule stays on.",
            "Write # lint: off RULE: the reason."),
    UNUSED_OFF(
            WARNING,
            "The comment switches nothing off.",
            "The route was corrected, or the name of the rule is misspelled. A comment that stays would hide the next mistake.",
            "Remove the comment, or correct the name of the rule.");

    private final Severity severity;
    private final String sentence;
    private final String why;
    private final String cure;

    LintRule(Severity severity, String sentence, String why, String cure) {
        this.severity = severity;
        this.sentence = sentence;
        this.why = why;
        this.cure = cure;
    }

    /** Returns the name in reports and comments, for example {@code send-outside-claim}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Severity severity() {
        return severity;
    }

    /** Returns what is wrong. */
    String sentence() {
        return sentence;
    }

    /** Returns what happens because of it. */
    String why() {
        return why;
    }

    /** Returns what to do. */
    String cure() {
        return cure;
    }

    static Optional<LintRule> of(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
    }
}
