// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

import io.callingcard.provider.call.CardConstants;

/** Finds what would fail in the routes once they run: unknown operations, numbers without country code. */
final class RouteCheck {

    private static final Set<String> NUMBER_HEADERS = Set.of(CardConstants.RECIPIENT, CardConstants.FROM);
    private static final Set<String> NUMBER_OPTIONS = Set.of("to", "from", "person");

    private final CamelContext camel;
    private final List<String> lines;
    private final List<String> problems = new ArrayList<>();

    private RouteCheck(CamelContext camel, List<String> lines) {
        this.camel = camel;
        this.lines = lines;
    }

    /** Returns what is wrong, each with the route and the cure. */
    static List<String> problems(CamelContext camel) throws Exception {
        Config config = ConfigProvider.getConfig();
        List<String> lines =
                config.getOptionalValues("callingcard.lines", String.class).orElse(List.of());
        RouteCheck check = new RouteCheck(camel, lines);
        for (Route route : camel.getRoutes()) {
            check.started(route);
        }
        for (RouteDefinition route :
                camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions()) {
            check.dynamic(route);
            if (config.getOptionalValue("callingcard.default-region", String.class)
                    .isEmpty()) {
                check.numbers(route);
            }
        }
        return check.problems;
    }

    private void started(Route route) {
        try {
            route.initializeServices();
        } catch (Exception e) {
            problems.add("Route " + route.getRouteId() + ": " + Reasons.of(e));
        }
    }

    /** Camel creates the endpoint of toD at the first message. One of a line that is not set up cannot be created. */
    private void dynamic(RouteDefinition route) {
        for (ToDynamicDefinition step : in(route, ToDynamicDefinition.class)) {
            String uri = camel.resolvePropertyPlaceholders(step.getUri());
            String scheme = StringHelper.before(uri, ":", "");
            boolean isAbsent =
                    Stream.of(Provider.values()).anyMatch(each -> each.scheme().equals(scheme))
                            && !lines.contains(scheme);
            try {
                if (!uri.contains("${") && !isAbsent) {
                    camel.getEndpoint(uri).createProducer();
                }
            } catch (Exception e) {
                problems.add("Route " + route.getId() + ": " + Reasons.of(e));
            }
        }
    }

    private void numbers(RouteDefinition route) throws Exception {
        uri(route, route.getInput().getEndpointUri());
        for (EndpointRequiredDefinition step : in(route, EndpointRequiredDefinition.class)) {
            uri(route, step.getEndpointUri());
        }
        for (ToDynamicDefinition step : in(route, ToDynamicDefinition.class)) {
            uri(route, step.getUri());
        }
        in(route, SetHeaderDefinition.class).forEach(header -> header(route, header));
        in(route, SetHeadersDefinition.class)
                .forEach(headers -> headers.getHeaders().forEach(header -> header(route, header)));
    }

    private void uri(RouteDefinition route, String uri) throws Exception {
        if (uri == null || Stream.of(Provider.values()).noneMatch(each -> uri.startsWith(each.scheme() + ":"))) {
            return;
        }
        Map<String, Object> options = URISupport.parseQuery(StringHelper.after(uri, "?", ""));
        NUMBER_OPTIONS.stream()
                .filter(options::containsKey)
                .forEach(option ->
                        number(route.getId(), option, options.get(option).toString()));
    }

    private void header(RouteDefinition route, SetHeaderDefinition header) {
        if (NUMBER_HEADERS.contains(header.getName())
                && header.getExpression() != null
                && "constant".equals(header.getExpression().getLanguage())) {
            number(route.getId(), header.getName(), header.getExpression().getExpression());
        }
    }

    private void number(String route, String where, String text) {
        // A Kamelet's own properties are filled when it runs. The route that uses it has the number.
        String number = text.contains("{{") && isOfKamelet(route) ? null : camel.resolvePropertyPlaceholders(text);
        if (Literals.lacksCountryCode(number)) {
            problems.add("Route " + route + ": " + where + ": " + Literals.NO_COUNTRY_CODE);
        }
    }

    private boolean isOfKamelet(String route) {
        RouteDefinition definition =
                camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinition(route);
        return definition != null && Boolean.TRUE.equals(definition.isTemplate());
    }

    private static <T> Collection<T> in(RouteDefinition route, Class<T> type) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), type);
    }
}
