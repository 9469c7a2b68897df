// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.util.Arrays;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.ProviderHealthCheck;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/** Reports UP if the credentials work and a line of the account is active. */
class ChertHealthCheck extends ProviderHealthCheck {

    ChertHealthCheck(ChertConfiguration configuration, ProviderClient client) {
        super(ChertConfiguration.SCHEME, configuration, client);
    }

    @Override
    protected WireRequest probe() {
        return WireRequest.read("list-lines", ChertRequests.API + "/phone-numbers");
    }

    @Override
    protected Optional<String> problem(JsonNode answer) {
        boolean active =
                Arrays.stream(ChertAnswers.readLines(answer)).anyMatch(line -> !Boolean.FALSE.equals(line.isActive()));
        return active ? Optional.empty() : Optional.of("no line of the account is active");
    }
}
