// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.List;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.wire.Effect;
import io.callingcard.provider.wire.WireRequest;

/** The request of send-text, made from an exchange: address, parts, key, JSON. */
@State(Scope.Benchmark)
public class RequestBench {

    private final MessageDelivery delivery =
            new MessageDelivery(new Call<>("linq", "send-text", Effect.KEYED, new LinqConfiguration(), null));
    private final Exchange exchange = exchange();

    private static Exchange exchange() {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader("CamelCardRecipient", "+14155550100");
        exchange.getMessage().setBody("Welcome to Harbor Books!");
        return exchange;
    }

    @Benchmark
    public WireRequest sendText() {
        Address address = Address.of(exchange, delivery.call().options());
        return delivery.request(exchange, null, List.of(address.recipient()), MessageParts.of(exchange));
    }
}
