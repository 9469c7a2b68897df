// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder with the shipped routes and those of a user. */
final class UserRoutes {

    private UserRoutes() {}

    /** Returns the pattern of the files. */
    static String in(Path folder, String yaml) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> shipped = Files.list(Path.of("routes"))) {
            List<Path> files = shipped.toList();
            for (Path file : files) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.writeString(folder.resolve("user.camel.yaml"), yaml);
        return "file:" + folder + "/*.camel.yaml";
    }
}
