// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import io.callingcard.card.ContactCard;
import io.callingcard.card.ContactJson;
import io.callingcard.card.VCards;

/** A card of the usual size: read, written, and as JSON. */
@State(Scope.Benchmark)
public class CardBench {

    private static final JsonFactory JSON = new JsonFactory();

    private final ContactCard card = ContactCard.builder()
            .fullName("Mira Okafor")
            .organization("Harbor Books")
            .title("Owner")
            .phone("+12025550143", "work")
            .email("mira@example.com", "work")
            .build();
    private final String vcard = VCards.write(card);
    private final Map<String, Object> map =
            Map.of("full_name", "Mira Okafor", "phones", List.of(Map.of("value", "+12025550143", "label", "work")));

    @Benchmark
    public ContactCard readVcard() {
        return VCards.read(vcard);
    }

    @Benchmark
    public String writeVcard() {
        return VCards.write(card);
    }

    @Benchmark
    public ContactCard readMap() {
        return ContactJson.read(map);
    }

    @Benchmark
    public String writeJson() throws IOException {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            ContactJson.writeDocumented(card, json);
        }
        return text.toString();
    }
}
