package io.callingcard.ledger;

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
 * Where in the records of a CRM the fields of a lead are: {@code name=/first /last, phone=/mobile | /phone,
 * consent=true}. A JSON pointer is looked up, anything else stands for itself; what stands side by side is put together,
 * and of those with a bar between the first counts that is there.
 */
record LeadFields(Map<String, List<List<String>>> places) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static LeadFields of(String said) {
        Map<String, List<List<String>>> places = new LinkedHashMap<>();
        for (String field : said.split(",")) {
            int equals = field.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("fields: must be such as name=/first /last, phone=/mobile | /phone");
            }
            List<List<String>> choices = new ArrayList<>();
            for (String choice : field.substring(equals + 1).split("\\|")) {
                choices.add(Arrays.stream(choice.strip().split("\\s+")).toList());
            }
            places.put(field.substring(0, equals).strip(), choices);
        }
        return new LeadFields(places);
    }

    /** The record of a lead; fields that are nowhere are left out. */
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
