// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import io.callingcard.card.ContactCard;
import io.callingcard.provider.body.CardBody;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.wire.Effect;
import io.callingcard.provider.wire.WireRequest;

/** The request of send-contact, made from an exchange: address, card, JSON. */
@State(Scope.Benchmark)
public class RequestBench {

    private final Call<ChertConfiguration> call =
            new Call<>("chert", "send-contact", Effect.LASTING, new ChertConfiguration(), null);
    private final Exchange exchange = exchange();

    private static Exchange exchange() {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader("CamelCardRecipient", "+14155550100");
        exchange.getMessage()
                .setBody(ContactCard.builder()
                        .fullName("Mira Okafor")
                        .organization("Harbor Books")
                        .phone("+12025550143", "work")
                        .email("mira@example.com", "work")
                        .build());
        return exchange;
    }

    @Benchmark
    public WireRequest sendContact() {
        Address address = Address.of(exchange, call.options());
        return SendContact.request(address, SendContact.payload(CardBody.of(exchange), call.options()), call);
    }
}
