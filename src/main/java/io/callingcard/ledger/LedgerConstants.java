// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import org.apache.camel.spi.Metadata;

import io.callingcard.provider.call.CardConstants;

/** The headers of {@code ledger:}. The headers that all components share name the chat. */
public final class LedgerConstants {

    @Metadata(
            label = "producer",
            description = "The provider of the chat: chert, linq or wa. Each provider has its own chats.",
            javaType = "String")
    public static final String PROVIDER = CardConstants.PROVIDER;

    @Metadata(
            label = "producer",
            description = "The person's phone number or email address. Has precedence over the option person.",
            javaType = "String")
    public static final String RECIPIENT = CardConstants.RECIPIENT;

    @Metadata(label = "producer", description = "The provider's id of the chat.", javaType = "String")
    public static final String CHAT_ID = CardConstants.CHAT_ID;

    @Metadata(label = "producer", description = "Your own number in the chat.", javaType = "String")
    public static final String FROM = CardConstants.FROM;

    @Metadata(
            label = "producer",
            description =
                    "The key of a step. Set by in-doubt and campaign:due, read by settle, resolve and the idempotent"
                            + " consumer.",
            javaType = "String")
    public static final String CLAIM_KEY = "CamelLedgerClaimKey";

    @Metadata(
            label = "producer",
            description =
                    "Set by in-doubt and newest-chats: the time from which to read the provider's history, in ISO 8601.",
            javaType = "String")
    public static final String SINCE = "CamelLedgerSince";

    @Metadata(
            label = "producer",
            description = "Set by in-doubt with decided=true: what was decided, SKIP, RESEND or ASK.",
            javaType = "String")
    public static final String DECISION = "CamelLedgerDecision";

    @Metadata(
            label = "producer",
            description = "Set by settle: NEVER_BEGUN (nothing was sent), FOUND (in the history), REPEATABLE (a "
                    + "repeat is no second message), POLICY (the policy decided) or GONE (settled before).",
            javaType = "String")
    public static final String FINDING = "CamelLedgerFinding";

    @Metadata(
            label = "producer",
            description = "For resolve: SENT or NOT_SENT, as a person found out. Has precedence over the option "
                    + "resolution.",
            javaType = "String")
    public static final String RESOLUTION = "CamelLedgerResolution";

    @Metadata(
            label = "producer",
            description = "For settle, resolve and forget: the name of the operator. explain shows the name. "
                    + "resolve and forget also write it into the audit log. Default for settle: settle.",
            javaType = "String")
    public static final String ACTOR = "CamelLedgerActor";

    @Metadata(
            label = "producer",
            description = "Set by once: true if the step was claimed and may be sent.",
            javaType = "Boolean")
    public static final String CLAIMED = "CamelLedgerClaimed";

    @Metadata(
            label = "producer",
            description = "Set by resolve, forget and purge: the number of rows that changed. Set by explain: the "
                    + "number of sentences; 0 if the person is not known.",
            javaType = "Long")
    public static final String COUNT = "CamelLedgerCount";

    @Metadata(
            label = "producer",
            description = "For audit: where the page starts. Take the value next from the page before. Has "
                    + "precedence over the option after.",
            javaType = "String")
    public static final String AFTER = "CamelLedgerAfter";

    private LedgerConstants() {}
}
