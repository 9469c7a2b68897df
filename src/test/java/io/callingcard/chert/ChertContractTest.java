// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;

import io.callingcard.provider.fixture.ContractDrift;
import io.callingcard.provider.fixture.OperationCase;
import io.callingcard.provider.inbound.EventType;

/** Whatever the pages about Chert name is known, or left out for a reason. */
class ChertContractTest extends ContractDrift {

    private final ChertWebhooks webhooks = new ChertWebhooks(new ChertConfiguration());

    ChertContractTest() {
        super("chert");
    }

    @Override
    protected Stream<OperationCase> operations() {
        return ChertOperationCases.all();
    }

    @Override
    protected boolean knowsEvent(String name) {
        byte[] event = ("{\"event_type\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8);
        return webhooks.read(event, Instant.EPOCH).type() != EventType.OTHER;
    }

    @Override
    protected boolean knowsError(String code) {
        return ChertErrors.CODES.containsKey(Integer.valueOf(code));
    }
}
