// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** The rules that look at one endpoint or step alone. */
final class EndpointRules {

    /** How the names of options end that hold a secret. */
    static final List<String> SECRETS =
            List.of("password", "secret", "token", "apikey", "accesskey", "secretkey", "privatekey", "passphrase");

    /** Steps that make a URI of an expression. */
    private static final Set<String> DYNAMIC = Set.of(
            "toD", "tod", "recipientList", "routingSlip", "dynamicRouter", "enrich", "pollEnrich", "wireTap", "poll");

    /** What Simple reads from the message. */
    private static final List<String> DATA = List.of(
            "${body",
            "${mandatoryBody",
            "${in.",
            "${header",
            "${exchangeProperty",
            "${variable",
            "${message",
            "${originalBody",
            "${exception",
            "${jsonpath(",
            "${jq(",
            "${xpath(");

    private static final Set<String> DATA_LANGUAGES =
            Set.of("header", "exchangeProperty", "variable", "jsonpath", "jq", "xpath", "tokenize");

    /** Headers and options by which a message brings the template or script. */
    private static final Set<String> TEMPLATE_OPTIONS = Set.of("allowTemplateFromHeader", "allowContextMapAll");

    private static final Set<String> TEMPLATE_HEADERS = Set.of(
            "CamelLanguageScript",
            "CamelFreemarkerTemplate",
            "CamelVelocityTemplate",
            "CamelMustacheTemplate",
            "CamelMvelTemplate",
            "CamelStringTemplateTemplate",
            "CamelJsltString",
            "CamelJoltResourceUri");

    /** Expressions whose text the message brings. */
    private static final List<String> SCRIPTS =
            List.of("resource:header:", "resource:exchangeProperty:", "resource:variable:", "resource:body");

    /** Hour, day, month, weekday and year of a cron expression follow seconds and minutes. */
    private static final int HOUR = 2;

    private final Flows flows;
    private final Report report;

    EndpointRules(Flows flows, Report report) {
        this.flows = flows;
        this.report = report;
    }

    void all() {
        flows.documents()
                .forEach((file, documents) ->
                        documents.forEach(document -> Part.of(document).forEach(part -> {
                            step(file, part.owner(), part.key(), part.value());
                            Yaml.visit(part.value(), (key, value) -> step(file, part.owner(), key, value));
                        })));
    }

    private void step(String file, String owner, Node key, Node value) {
        step(file, owner, String.valueOf(Yaml.text(key)), key, value);
    }

    private void step(String file, String owner, String kind, Node key, Node value) {
        Place place = Place.of(file, key);
        if (kind.equals("setHeader")) {
            templateHeader(place, owner, value);
        } else if (kind.equals("headers")) {
            Yaml.items(value).forEach(header -> templateHeader(place, owner, header));
        }
        if (isScriptOfData(Yaml.text(value))) {
            report.add(LintRule.DATA_AS_CODE, place, owner, kind);
        }
        if (DYNAMIC.contains(kind) && isOfData(value)) {
            report.add(LintRule.DATA_IN_URI, place, owner, kind);
        }
        if (Endpoint.KEYS.contains(kind)) {
            Endpoint.of(kind, value, UnaryOperator.identity())
                    .ifPresent(endpoint -> endpoint(place, owner, kind, endpoint));
            Endpoint.of(kind, value, flows.settings()::fill)
                    .filter(target -> !kind.equals("from"))
                    .filter(target -> target.isInternal() && isFixed(target.path()))
                    .filter(target -> flows.isComplete() && flows.reader(target).isEmpty())
                    .ifPresent(target -> report.add(LintRule.UNKNOWN_ROUTE, place, owner, target.name()));
        }
    }

    private static boolean isFixed(String path) {
        return !Placeholders.isOpen(path) && !path.contains("${");
    }

    private void endpoint(Place place, String owner, String kind, Endpoint endpoint) {
        endpoint.options().forEach((option, value) -> {
            if (isSecret(option) && isLiteral(value) || hasPassword(value)) {
                report.add(LintRule.SECRET_IN_URI, place, owner, endpoint.scheme() + ": option " + option);
            }
            if (TEMPLATE_OPTIONS.contains(option) && value.equals("true")) {
                report.add(LintRule.DATA_AS_CODE, place, owner, endpoint.scheme() + ": option " + option);
            }
        });
        if (hasPassword(endpoint.uri())) {
            report.add(LintRule.SECRET_IN_URI, place, owner, endpoint.scheme() + ": password");
        }
        if (kind.equals("from") && endpoint.scheme().equals("quartz")) {
            cron(place, owner, endpoint.options());
        }
    }

    static boolean isSecret(String option) {
        String name = option.toLowerCase(Locale.ROOT);
        return SECRETS.stream().anyMatch(name::endsWith);
    }

    /** Whether the value stands in the file: no placeholder, bean or expression. */
    private static boolean isLiteral(String value) {
        return !value.isBlank() && !Placeholders.isOpen(value) && !value.startsWith("#") && !value.contains("${");
    }

    /** Whether a URL has a user and a password, as in {@code http://user:password@host}. */
    private static boolean hasPassword(String url) {
        int start = url.indexOf("://");
        if (start < 0) {
            return false;
        }
        int slash = url.indexOf('/', start + "://".length());
        String authority = url.substring(start + "://".length(), slash < 0 ? url.length() : slash);
        int at = authority.lastIndexOf('@');
        int colon = authority.indexOf(':');
        return colon >= 0 && colon < at && isLiteral(authority.substring(colon + 1, at));
    }

    /** Whether the URI of a step depends on the message. The text of an option counts as well. */
    private static boolean isOfData(Node step) {
        return Yaml.tuples(step).stream().anyMatch(EndpointRules::isData)
                || Optional.ofNullable(Yaml.text(step))
                        .filter(EndpointRules::readsData)
                        .isPresent();
    }

    private static boolean isData(NodeTuple tuple) {
        String key = String.valueOf(Yaml.text(tuple.getKeyNode()));
        Node value = tuple.getValueNode();
        return switch (key) {
            case "expression", "parameters" ->
                Yaml.tuples(value).stream().anyMatch(EndpointRules::isData)
                        || readsData(String.valueOf(Yaml.text(value)));
            case "aggregationStrategy", "steps", "id" -> false;
            default -> {
                String text = Yaml.text(value) == null ? Yaml.text(value, "expression") : Yaml.text(value);
                yield text != null && (DATA_LANGUAGES.contains(key) || readsData(text));
            }
        };
    }

    private static boolean readsData(String text) {
        return DATA.stream().anyMatch(text::contains);
    }

    /** Whether an expression loads its own text from where the message says, or from the message. */
    private static boolean isScriptOfData(String expression) {
        return expression != null
                && expression.startsWith("resource:")
                && (readsData(expression) || SCRIPTS.stream().anyMatch(expression::startsWith));
    }

    private void templateHeader(Place place, String owner, Node header) {
        String name = String.valueOf(Yaml.text(header, "name"));
        if (TEMPLATE_HEADERS.contains(name) && Yaml.value(header, "constant").isEmpty()) {
            report.add(LintRule.DATA_AS_CODE, place, owner, name);
        }
    }

    private void cron(Place place, String owner, Map<String, String> options) {
        String cron = options.get("cron");
        if (cron == null) {
            return;
        }
        if (!options.containsKey("trigger.timeZone") && needsZone(cron)) {
            report.add(LintRule.CRON_WITHOUT_ZONE, place, owner, "cron");
        }
        if (!options.containsKey("trigger.misfireInstruction")) {
            report.add(LintRule.CRON_WITHOUT_MISFIRE_RULE, place, owner, "cron");
        }
    }

    /** Whether the hour or the day is fixed, or may be by a setting. */
    static boolean needsZone(String cron) {
        String[] parts = cron.replace('+', ' ').strip().split(" +");
        for (int i = HOUR; i < parts.length; i++) {
            if (!parts[i].equals("*") && !parts[i].equals("?")) {
                return true;
            }
        }
        return Placeholders.isOpen(cron);
    }
}
