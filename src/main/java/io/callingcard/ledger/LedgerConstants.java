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

    @Metadata(label = "producer", description = "Our own number in the chat.", javaType = "String")
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
            description = "Set by in-doubt with decided=true: SKIP, RESEND or ASK.",
            javaType = "String")
    public static final String DECISION = "CamelLedgerDecision";

    @Metadata(
            label = "producer",
            description = "Set by settle: how the step was settled. NEVER_BEGUN, FOUND, REPEATABLE, POLICY or GONE.",
            javaType = "String")
    public static final String FINDING = "CamelLedgerFinding";

    @Metadata(
            label = "producer",
            description = "SENT or NOT_SENT, as a person found out. Has precedence over the option resolution.",
            javaType = "String")
    public static final String RESOLUTION = "CamelLedgerResolution";

    @Metadata(
            label = "producer",
            description =
                    "For settle, resolve and forget: who does that, such as the name of an operator. explain tells it, and "
                            + "resolve and forget are written into the audit log. Default for settle: settle.",
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
            description = "For audit: the place after which to go on. Has precedence over the option after.",
            javaType = "String")
    public static final String AFTER = "CamelLedgerAfter";

    private LedgerConstants() {}
}
