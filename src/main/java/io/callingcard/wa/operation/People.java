package io.callingcard.wa.operation;

import java.util.Collection;
import java.util.List;

import org.apache.camel.Exchange;

import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;

/** Several persons, as the gateway names members of groups: by bare digits. */
final class People {

    private static final CallParameter PARTICIPANT = new CallParameter("participant", WaConstants.PARTICIPANT);

    /** As many as a group holds. */
    private static final int MOST = 1024;

    private People() {}

    /** The people that a new group begins with. */
    static List<String> recipients(Exchange exchange, WaConfiguration configuration) {
        return Address.recipients(exchange, configuration, MOST).stream()
                .map(jid -> digits(jid, "to", configuration))
                .toList();
    }

    /** The members that a change is about: a list, or text with commas. */
    static List<String> participants(Exchange exchange, WaConfiguration configuration) {
        Object header = exchange.getMessage().getHeader(WaConstants.PARTICIPANT);
        Collection<?> typed = header instanceof Collection<?> many
                ? many
                : List.of(PARTICIPANT
                        .required(exchange, configuration.getParticipant())
                        .split(","));
        List<String> people = typed.stream()
                .map(one -> digits(String.valueOf(one), PARTICIPANT.name(), configuration))
                .distinct()
                .toList();
        return PARTICIPANT.required(people.isEmpty() ? null : people);
    }

    private static String digits(String typed, String field, WaConfiguration configuration) {
        Jid person = Jid.of(typed, field, configuration);
        if (!person.isPerson()) {
            throw new InvalidValueException(field, "must be people by their numbers; groups have no others as members");
        }
        return person.user();
    }
}
