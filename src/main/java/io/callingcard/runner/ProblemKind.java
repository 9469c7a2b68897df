// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.Locale;

/** The problems that a caller over HTTP can meet. Each has a status, and a page at {@code /problems/}. */
enum ProblemKind {
    UNREADABLE_BODY(400, "The body cannot be read", "Send the JSON or CSV that /openapi.yaml describes."),
    INVALID_PARAMETER(400, "A parameter of the query is unknown or invalid", "Correct the query of the address."),
    MISSING_CREDENTIAL(
            401,
            "The credential is missing or wrong",
            "Send the credential that the header WWW-Authenticate asks for."),
    FORBIDDEN(403, "The request is not allowed", "Call from a program, or from a page of an allowed host."),
    NOT_FOUND(404, "Nothing is served at this address", "Check the address and the port."),
    UNKNOWN_PERSON(
            404,
            "The ledger does not know the person",
            "Check the number. The ledger does not know people whose data was deleted."),
    UNKNOWN_CAMPAIGN(404, "The campaign does not exist", "Use a campaign that /api/campaigns lists."),
    UNKNOWN_LINE(404, "The line does not exist", "Use a line that /api/lines lists."),
    UNKNOWN_IMPORT(404, "The import is not known", "Import the file again. Known leads are not added twice."),
    UNKNOWN_SIMULATION(
            404,
            "The simulation is not known",
            "Start the simulation again. The runner keeps only the result of the last one."),
    WRONG_METHOD(405, "The method is not allowed", "Use a method that the header Allow lists."),
    NOT_NOW(
            409,
            "The action does not fit the present state",
            "Load the story of the person again, and use an action that it offers."),
    SLOW_BODY(408, "The body did not arrive in time", "Send the whole body at once."),
    OPTED_OUT(
            409,
            "The person opted out",
            "Do not write to this person. A START from the person, or an operator, can opt the person in again."),
    OUTDATED_EDIT(409, "A newer version was saved", "Read the newest version, and edit that version."),
    LARGE_BODY(413, "The body is too large", "Send the records in several requests."),
    WRONG_MEDIA_TYPE(415, "The media type is not accepted", "Use a media type that the header Accept-Post lists."),
    FOREIGN_HOST(421, "The host is not allowed", "Add the host to callingcard.hosts."),
    INVALID_FIELD(422, "A field is missing or invalid", "Correct the field and send the request again."),
    REFUSED_LEADS(
            422, "No lead was accepted", "Correct the records that the field refused lists, and send them again."),
    REFUSED_MESSAGE(422, "The provider refused the message", "Correct the request. The same request would fail again."),
    TOO_MANY_LOGINS(
            429,
            "Too many wrong credentials came from your network",
            "Wait for the time that the header Retry-After names."),
    FAILED(500, "The request failed", "See the log of the runner, and report this as a bug."),
    PROVIDER_FAILED(
            502, "The provider did not take the message", "Repeat only the steps that are not in the field sent."),
    STARTING(
            503,
            "The runner is starting or stopping",
            "Send the request again after the time in the header Retry-After."),
    BUSY(503, "Too many requests are arriving", "Send the request again after the time in the header Retry-After."),
    LEDGER_AWAY(503, "The ledger is not available", "Send the request again after the time in the header Retry-After."),
    IN_DOUBT(504, "It is unknown whether the message was sent", "Look at the chat before you send the message again.");

    static final String ROOT = "/problems/";

    private final int status;
    private final String title;
    private final String cure;

    ProblemKind(int status, String title, String cure) {
        this.status = status;
        this.title = title;
        this.cure = cure;
    }

    int status() {
        return status;
    }

    /** Returns what is wrong, for any occurrence. */
    String title() {
        return title;
    }

    /** Returns what to do if the occurrence says nothing better. */
    String cure() {
        return cure;
    }

    /** Returns the path that identifies the kind. */
    String type() {
        return ROOT + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
