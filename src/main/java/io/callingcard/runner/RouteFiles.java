// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.DefaultRoutesCollector;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.StringHelper;

/** Loads files of routes one by one, so that a broken file does not hide what is wrong in the others. */
final class RouteFiles {

    private final CamelContext camel;
    private final List<String> problems = new ArrayList<>();

    private RouteFiles(CamelContext camel) {
        this.camel = camel;
    }

    /** A step of loading a file. */
    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    /**
     * Loads the files into a context that has started but starts no route.
     *
     * @param patterns the files, separated by commas; false for none
     * @return what is wrong, each with its file
     */
    static List<String> load(CamelContext camel, String patterns) throws Exception {
        RouteFiles files = new RouteFiles(camel);
        if (!patterns.equals("false")) {
            files.load(new DefaultRoutesCollector().findRouteResourcesFromDirectory(camel, null, patterns));
        }
        return files.problems;
    }

    /** In Camel's order: the beans of all files, then what applies to all routes, then the routes. */
    private void load(Iterable<Resource> files) {
        Map<RoutesBuilder, Resource> builders = new LinkedHashMap<>();
        for (Resource file : files) {
            step(file, () -> PluginHelper.getRoutesLoader(camel)
                    .findRoutesBuilders(file)
                    .forEach(builder -> builders.put(builder, file)));
        }
        builders.forEach((builder, file) -> {
            if (builder instanceof RouteConfigurationsBuilder common) {
                step(file, () -> camel.addRoutesConfigurations(common));
            }
        });
        builders.forEach((builder, file) -> step(file, () -> camel.addRoutes(builder)));
        builders.forEach((builder, file) -> step(file, () -> camel.addTemplatedRoutes(builder)));
    }

    private void step(Resource file, Step step) {
        try {
            step.run();
        } catch (Exception e) {
            String name = StringHelper.after(file.getLocation(), ":", file.getLocation());
            String reason = Reasons.of(e);
            // The parser names the file itself.
            problems.add(reason.contains(name) ? reason : name + ": " + reason);
        }
    }
}
