// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.main.DefaultRoutesCollector;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.StringHelper;

import io.callingcard.lint.FlowLint;
import io.callingcard.lint.LintFile;

/** Runs the lint over the files of routes that a start would load, with the Kamelets and the settings that it would use. */
final class FlowCheck {

    private final CamelContext camel;

    private FlowCheck(CamelContext camel) {
        this.camel = camel;
    }

    /** @param patterns the files, separated by commas; false for none */
    static FlowLint lint(CamelContext camel, String patterns) throws Exception {
        FlowCheck check = new FlowCheck(camel);
        return FlowLint.of(check.files(patterns), check::kamelet, check::setting);
    }

    private List<LintFile> files(String patterns) throws Exception {
        List<LintFile> files = new ArrayList<>();
        if (!patterns.equals("false")) {
            for (Resource file : new DefaultRoutesCollector().findRouteResourcesFromDirectory(camel, null, patterns)) {
                if (file.exists() && file.getLocation().endsWith(".yaml")) {
                    files.add(read(file));
                }
            }
        }
        return files;
    }

    private Optional<LintFile> kamelet(String name) {
        String locations = camel.getComponent("kamelet", KameletComponent.class).getLocation();
        for (String location : locations.split(",")) {
            Resource file = PluginHelper.getResourceLoader(camel)
                    .resolveResource(location.strip() + "/" + name + ".kamelet.yaml");
            if (file != null && file.exists()) {
                return Optional.of(read(file));
            }
        }
        return Optional.empty();
    }

    private String setting(String key) {
        return camel.getPropertiesComponent().resolveProperty(key).orElse(null);
    }

    private static LintFile read(Resource file) {
        try (InputStream content = file.getInputStream()) {
            return new LintFile(name(file), new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the path of a file, from the working directory if it is below that: editors and build servers find it there. */
    private static String name(Resource file) {
        String path = StringHelper.after(file.getLocation(), ":", file.getLocation());
        Path here = Path.of("").toAbsolutePath();
        Path absolute = Path.of(path).toAbsolutePath().normalize();
        return absolute.startsWith(here) ? here.relativize(absolute).toString() : path;
    }
}
