// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Maps the records of a CRM to leads: {@code name=/first /last, phone=/mobile | /phone, consent=true}. A JSON pointer is
 * replaced by its value, other words stay. Words side by side are joined; of choices with a bar between, the first that is
 * not empty counts.
 */
record LeadFields(Map<String, List<List<String>>> places) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static LeadFields of(String mapping) {
        Map<String, List<List<String>>> places = new LinkedHashMap<>();
        for (String field : mapping.split(",")) {
            int equals = field.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "fields: cannot be read. Write them such as name=/first /last, phone=/mobile | /phone.");
            }
            List<List<String>> choices = new ArrayList<>();
            for (String choice : field.substring(equals + 1).split("\\|")) {
                choices.add(Arrays.stream(choice.strip().split("\\s+")).toList());
            }
            places.put(field.substring(0, equals).strip(), choices);
        }
        return new LeadFields(places);
    }

    /** Returns the fields of a lead. Empty fields are left out. */
    Map<String, Object> lead(Map<String, Object> foreign) {
        JsonNode record = JSON.valueToTree(foreign);
        Map<String, Object> lead = new LinkedHashMap<>();
        places.forEach((field, choices) -> choices.stream()
                .map(parts -> text(record, parts))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .ifPresent(text -> lead.put(field, text)));
        return lead;
    }

    private static String text(JsonNode record, List<String> parts) {
        return parts.stream()
                .map(part -> part.startsWith("/")
                        ? record.at(JsonPointer.compile(part)).asText("")
                        : part)
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
