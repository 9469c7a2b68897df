// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;

import io.callingcard.provider.fixture.ContractDrift;
import io.callingcard.provider.fixture.OperationCase;
import io.callingcard.provider.inbound.EventType;

/** Whatever the pages about Linq name is known, or left out for a reason. */
class LinqContractTest extends ContractDrift {

    private final LinqWebhooks webhooks = new LinqWebhooks(new LinqConfiguration());

    LinqContractTest() {
        super("linq");
    }

    @Override
    protected Stream<OperationCase> operations() {
        return LinqOperationCases.all();
    }

    @Override
    protected boolean knowsEvent(String name) {
        byte[] event = ("{\"event_type\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8);
        return webhooks.read(event, Instant.EPOCH).type() != EventType.OTHER;
    }

    @Override
    protected boolean knowsError(String code) {
        return LinqErrors.CODES.containsKey(Integer.valueOf(code));
    }
}
