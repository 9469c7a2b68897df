// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.card.PhoneMask;
import io.callingcard.linq.model.Line;
import io.callingcard.provider.ProviderHealthCheck;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/** Reports ready when the key works and the account has the configured line, or any line if none is configured. */
class LinqHealthCheck extends ProviderHealthCheck {

    private final String from;

    LinqHealthCheck(LinqConfiguration configuration, ProviderClient client) {
        super(LinqConfiguration.SCHEME, configuration, client);
        this.from = configuration.getFrom() == null ? null : configuration.recipient(configuration.getFrom(), "from");
    }

    @Override
    protected WireRequest probe() {
        return WireRequest.read("list-lines", LinqRequests.LINES);
    }

    @Override
    protected Optional<String> problem(JsonNode answer) {
        List<Line> lines = KnownLines.read(answer);
        if (from == null) {
            return lines.isEmpty() ? Optional.of("the account has no line") : Optional.empty();
        }
        boolean ours = lines.stream().anyMatch(line -> from.equals(line.phoneNumber()));
        return ours
                ? Optional.empty()
                : Optional.of("the line " + PhoneMask.mask(from) + " does not belong to the account");
    }
}
