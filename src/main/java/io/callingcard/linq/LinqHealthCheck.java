package io.callingcard.linq;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.card.PhoneMask;
import io.callingcard.linq.model.Line;
import io.callingcard.linq.operation.ListLines;
import io.callingcard.provider.ProviderHealthCheck;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/** Ready when the key works and the line that is sent from, or any line at all, is the account's. */
class LinqHealthCheck extends ProviderHealthCheck {

    private final String from;

    LinqHealthCheck(LinqConfiguration configuration, ProviderClient client) {
        super(LinqEndpoint.SCHEME, configuration, client);
        this.from = configuration.getFrom() == null ? null : configuration.recipient(configuration.getFrom(), "from");
    }

    @Override
    protected WireRequest probe() {
        return ListLines.lines("list-lines");
    }

    @Override
    protected Optional<String> complaint(JsonNode answer) {
        List<Line> lines = ListLines.read(answer);
        if (from == null) {
            return lines.isEmpty() ? Optional.of("the account has no line") : Optional.empty();
        }
        boolean ours = lines.stream().anyMatch(line -> from.equals(line.phoneNumber()));
        return ours ? Optional.empty() : Optional.of("the line " + PhoneMask.mask(from) + " is not the account's");
    }
}
