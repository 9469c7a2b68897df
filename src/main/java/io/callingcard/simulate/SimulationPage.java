// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.callingcard.card.PhoneMask;

/**
 * Writes {@code plan.html}: one self-contained file to read and to send on. It loads nothing. It uses the drawings, colors and
 * texts of the console, and shows at most {@link PlanPeople#MOST} people.
 */
final class SimulationPage {

    static final String FILE = "plan.html";

    private static final String CONSOLE = "/io/callingcard/runner/page/";
    private static final int MOST_BROKEN = 100;

    private SimulationPage() {}

    /**
     * Writes the page.
     *
     * @param differences one sentence for each difference from another simulation; empty if there is none to compare with
     */
    static void write(
            Path folder,
            SimulationSummary summary,
            List<Finding> findings,
            List<BrokenRule> broken,
            List<String> differences,
            boolean showNumbers)
            throws IOException {
        ObjectNode data = SimulationJson.MAPPER.createObjectNode();
        data.set("summary", SimulationJson.MAPPER.valueToTree(summary));
        data.set("findings", SimulationJson.MAPPER.valueToTree(findings));
        data.set(
                "broken",
                SimulationJson.MAPPER.valueToTree(broken.stream()
                        .limit(MOST_BROKEN)
                        .map(each -> showNumbers ? each : masked(each))
                        .toList()));
        data.put("masked", !showNumbers);
        if (!differences.isEmpty()) {
            data.putObject("diff").set("sentences", SimulationJson.MAPPER.valueToTree(differences));
        }
        PlanPeople.read(folder, summary, showNumbers).write(data);
        ObjectNode texts = data.putObject("texts");
        for (String language : List.of("en", "de")) {
            texts.set(language, texts(language));
        }
        Files.writeString(folder.resolve(FILE), page(data));
    }

    private static BrokenRule masked(BrokenRule rule) {
        return new BrokenRule(rule.rule(), PhoneMask.mask(rule.person()), rule.at(), rule.sentence());
    }

    private static String page(ObjectNode data) throws IOException {
        String styles = Stream.of("tokens", "base", "shell", "parts", "views", "plan")
                .map(name -> resource(CONSOLE + "style/" + name + ".css"))
                .collect(Collectors.joining());
        String scripts = "'use strict';\n"
                + Stream.of("plan-texts.js", CONSOLE + "parts/dom.js", CONSOLE + "parts/flight.js", "plan.js")
                        .map(name -> inline(resource(name)))
                        .collect(Collectors.joining());
        // Escaped, because a text of the data could otherwise close the script element around it.
        String json = SimulationJson.MAPPER.writeValueAsString(data).replace("<", "\\u003c");
        return resource("plan.html")
                .replace("{{styles}}", styles)
                .replace("{{scripts}}", scripts)
                .replace("{{data}}", json);
    }

    /** Removes imports and exports, because all modules are in one file here. */
    private static String inline(String module) {
        return module.lines()
                .filter(line -> !line.startsWith("import "))
                .map(line -> line.startsWith("export ") ? line.substring("export ".length()) : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Returns the texts of the flight plan. The file has those of all views. */
    private static JsonNode texts(String language) throws IOException {
        ObjectNode all = (ObjectNode) SimulationJson.MAPPER.readTree(resource(CONSOLE + "texts/" + language + ".json"));
        ObjectNode own = SimulationJson.MAPPER.createObjectNode();
        all.properties().stream()
                .filter(each -> each.getKey().startsWith("plan."))
                .forEach(each -> own.set(each.getKey(), each.getValue()));
        return own;
    }

    private static String resource(String name) {
        try (InputStream in = SimulationPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
