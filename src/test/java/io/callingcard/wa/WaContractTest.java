// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;

import io.callingcard.provider.fixture.ContractDrift;
import io.callingcard.provider.fixture.OperationCase;
import io.callingcard.provider.inbound.EventType;

/** Whatever the page about the WhatsApp gateway names is known, or left out for a reason. */
class WaContractTest extends ContractDrift {

    private final WaWebhooks webhooks = new WaWebhooks(new WaConfiguration());

    WaContractTest() {
        super("wa");
    }

    @Override
    protected Stream<OperationCase> operations() {
        // The cases name a device of the twin.
        return WaOperationCases.all()
                .map(each ->
                        each.arrives(each.method(), each.path().replace("/devices/spare", "/devices/{}"), each.json()));
    }

    @Override
    protected boolean knowsEvent(String name) {
        byte[] event = ("{\"event\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8);
        return webhooks.read(event, Instant.EPOCH).type() != EventType.OTHER;
    }

    @Override
    protected boolean knowsError(String code) {
        return WaErrors.knows(code);
    }
}
