// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.chert.model.PhoneLine;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.error.InvalidValueException;

import static io.callingcard.chert.ChertParameters.FROM;
import static io.callingcard.chert.ChertParameters.PHONE_LINE_ID;

/** Finds the line of a first message. Routes and campaigns name its number, and Chert takes its id. */
final class LineIds {

    /** By account and number. A line keeps its id. */
    private final Map<String, String> known = new ConcurrentHashMap<>();

    /** Returns the id of the line that a message names; null if it names none. Asks Chert only for lines that are new. */
    Future<String> of(Exchange exchange, Call<ChertConfiguration> call) {
        String given = PHONE_LINE_ID.text(exchange, call.options());
        if (given != null || FROM.text(exchange, call.options()) == null) {
            return Future.succeededFuture(given);
        }
        String number = ChertParameters.line(exchange, call.options());
        String account = call.options().getBaseUrl() + " " + call.options().account() + " ";
        String id = known.get(account + number);
        return id != null
                ? Future.succeededFuture(id)
                : call.client()
                        .json(call.read(ChertRequests.LINES), ChertAnswers::readLines)
                        .map(lines -> learn(account, lines, number));
    }

    private String learn(String account, PhoneLine[] lines, String number) {
        for (PhoneLine line : lines) {
            known.put(account + line.phoneNumber(), line.phoneLineId());
        }
        String id = known.get(account + number);
        if (id == null) {
            throw new InvalidValueException(
                    FROM.name(), "is no line of this account; chert:list-lines returns the account's lines");
        }
        return id;
    }
}
