// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.Collection;
import java.util.List;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.Attachments;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Target;

/** Reads the members of groups. The gateway names them by digits alone, without a server. */
final class GroupMembers {

    /** The largest size of a group. */
    private static final int MOST = 1024;

    private GroupMembers() {}

    /** The members of a new group. */
    static List<String> recipients(Exchange exchange, WaConfiguration options) {
        return Address.recipients(exchange, options, MOST).stream()
                .map(jid -> digits(jid, "to", options))
                .toList();
    }

    /** The members that a change is about: a list, or text with commas. */
    static List<String> participants(Exchange exchange, WaConfiguration options) {
        Object header = exchange.getMessage().getHeader(WaConstants.PARTICIPANT);
        Collection<?> typed = header instanceof Collection<?> many
                ? many
                : List.of(WaParameters.PARTICIPANT.required(exchange, options).split(","));
        List<String> people = typed.stream()
                .map(one -> digits(String.valueOf(one), WaParameters.PARTICIPANT.name(), options))
                .distinct()
                .toList();
        return WaParameters.PARTICIPANT.required(people.isEmpty() ? null : people);
    }

    /** Downloads the members as a CSV file, which is kept as long as the exchange lives. */
    static Future<OperationResult> export(Exchange exchange, Call<WaConfiguration> call) {
        Jid group = Jid.addressed(exchange, call.options());
        Target target = Target.of("/group/participants/export").query("group_id", group.value());
        return Attachments.download(call, exchange, call.read(target.toString()))
                .map(group::onto);
    }

    private static String digits(String typed, String field, WaConfiguration options) {
        Jid person = Jid.of(typed, field, options);
        if (!person.isPerson()) {
            throw new InvalidValueException(field, "must be numbers of people; a group can have no other members");
        }
        return person.user();
    }
}
