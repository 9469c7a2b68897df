// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

import io.callingcard.provider.fixture.ContractDrift;
import io.callingcard.provider.fixture.OperationCase;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.twin.LinqTwinEventsTest;

/** Whatever the pages about Linq name is known, or left out for a reason. */
class LinqContractTest extends ContractDrift {

    /** The tests of what the page describes without a name. */
    private static final Map<String, Class<?>> FEATURES = Map.of(
            "503 on the send endpoint and on the contact card endpoints", LinqErrorsTest.class,
            "affinity routing headers of webhook deliveries", LinqTwinEventsTest.class,
            "new names of webhook headers in the examples", LinqWebhooksTest.class,
            "a share needs a contact card of the line", LinqShareTest.class,
            "stickers", LinqRichMessagesTest.class,
            "webhook retries: a window of 30 minutes", LinqTwinEventsTest.class);

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

    @Override
    protected boolean knowsFeature(String words) {
        return FEATURES.containsKey(words);
    }
}
