// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Describes what a twin answers, as OpenAPI. It is made from the table of calls, so the two cannot differ. */
final class OpenApiDocument {

    private static final Map<String, String> TITLES =
            Map.of("chert", "Chert", "linq", "Linq", "wa", "go-whatsapp-web-multidevice");
    private static final Pattern ID = Pattern.compile("\\{}|\\.\\+");

    private final String provider;
    private final ObjectNode paths = Json.object();

    private OpenApiDocument(String provider) {
        this.provider = provider;
    }

    static ObjectNode of(String provider, Routes<?> calls) {
        OpenApiDocument document = new OpenApiDocument(provider);
        record Row(String method, String template, boolean open, Routes.WithBody body) {}
        List<Row> rows = new ArrayList<>();
        calls.each((method, template, open, body) -> rows.add(new Row(method, template, open, body)));
        rows.sort(Comparator.comparing(Row::template));
        rows.forEach(row -> document.add(row.method(), row.template(), row.open(), row.body()));
        return document.whole();
    }

    private ObjectNode whole() {
        ObjectNode whole = Json.object().put("openapi", "3.0.3");
        whole.putObject("info")
                .put("title", TITLES.get(provider) + ", as its twin serves it")
                .put("description", "Made from the calls that the twin answers. The provider may have more.")
                .put("version", "1");
        whole.putArray("servers").addObject().put("url", Twins.ROOT + provider);
        whole.set("paths", paths);
        ObjectNode components = whole.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("account")
                .put("type", "http")
                .put("scheme", isGateway() ? "basic" : "bearer");
        return whole;
    }

    private boolean isGateway() {
        return provider.equals("wa");
    }

    private void add(String method, String template, boolean open, Routes.WithBody body) {
        ArrayNode parameters = Json.array();
        String path = withNames(template, parameters);
        ObjectNode call = paths.withObjectProperty(path).putObject(method.toLowerCase(Locale.ROOT));
        call.put(
                "operationId",
                (method + path)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("-$", ""));
        if (isGateway() && !open) {
            parameters.add(parameter("X-Device-Id", "header", false));
        }
        if (body != null && body.query() != null) {
            parameters.add(parameter(body.query(), "query", true));
        }
        if (!parameters.isEmpty()) {
            call.set("parameters", parameters);
        }
        if (body != null) {
            call.putObject("requestBody").put("required", true).set("content", body.content());
        }
        ObjectNode responses = call.putObject("responses");
        responses
                .putObject(body == null ? "2XX" : Integer.toString(body.status()))
                .put("description", "The call is done.");
        responses.putObject("default").put("description", "An error in the provider's form.");
        if (!open) {
            call.putArray("security").addObject().putArray("account");
        }
        if (!open && isGateway()) {
            // Without credentials the gateway is open.
            call.withArrayProperty("security").addObject();
        }
    }

    /** Gives each id of the path a name, and lists it. */
    private static String withNames(String template, ArrayNode parameters) {
        StringBuilder path = new StringBuilder();
        Matcher ids = ID.matcher(template);
        while (ids.find()) {
            String name = "id" + (parameters.isEmpty() ? "" : parameters.size() + 1);
            ids.appendReplacement(path, "{" + name + "}");
            parameters.add(parameter(name, "path", true));
        }
        return ids.appendTail(path).toString();
    }

    private static ObjectNode parameter(String name, String place, boolean required) {
        ObjectNode parameter = Json.object().put("name", name).put("in", place).put("required", required);
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }
}
