// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** Reads and opens the files of the command line. */
final class TwinFiles {

    private TwinFiles() {}

    /** Reads the faults of a file: a list, or one. */
    static List<Fault> faults(Path file) throws WrongFileException {
        JsonNode given = json("--faults: " + file, text("--faults", file));
        List<Fault> faults = new ArrayList<>();
        for (JsonNode each : given.isArray() ? given : Json.array().add(given)) {
            try {
                faults.add(FaultReader.read(each));
            } catch (Refusal wrong) {
                throw new WrongFileException(
                        "--faults: " + file + ", fault " + (faults.size() + 1) + ": " + wrong.getMessage());
            }
        }
        return faults;
    }

    /** Reads a recorded session. */
    static List<SessionLine> session(String option, Path file) throws WrongFileException {
        List<SessionLine> lines = new ArrayList<>();
        int number = 0;
        for (String line : text(option, file).split("\n")) {
            number++;
            String place = option + ": " + file + ", line " + number;
            if (!line.isBlank()) {
                try {
                    lines.add(SessionLine.read(json(place, line)));
                } catch (Refusal wrong) {
                    throw new WrongFileException(place + ": " + wrong.getMessage());
                }
            }
        }
        if (lines.isEmpty()) {
            throw new WrongFileException(option + ": " + file + " is empty. Record a session with --record.");
        }
        return lines;
    }

    /** Opens a file that grows. */
    static LineFile grow(String option, Path file) throws WrongFileException {
        try {
            return LineFile.open(file);
        } catch (IOException e) {
            throw new WrongFileException(
                    option + ": cannot write " + file + ". Name a file in a folder that exists and is writable.");
        }
    }

    private static String text(String option, Path file) throws WrongFileException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new WrongFileException(option + ": there is no file " + file + ". Name a file that exists.");
        } catch (IOException e) {
            throw new WrongFileException(option + ": cannot read " + file + ". Name a readable text file.");
        }
    }

    private static JsonNode json(String place, String text) throws WrongFileException {
        try {
            return Json.STRICT.readTree(text);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new WrongFileException(place + ": is not JSON" + where + ". Correct it there.");
        }
    }
}
