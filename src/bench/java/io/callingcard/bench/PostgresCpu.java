// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.callingcard.ledger.db.Sql;

/** The processor time that a PostgreSQL of this machine has used, that of its ended sessions included. */
final class PostgresCpu {

    /** Linux counts in hundredths of a second. */
    private static final double MICROS_OF_TICK = 10_000;

    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int ENDED_USER = 13;
    private static final int ENDED_SYSTEM = 14;

    private final long postmaster;

    PostgresCpu(DataSource source) throws IOException, SQLException {
        try (Connection connection = source.getConnection()) {
            long session = Sql.number(connection, "SELECT pg_backend_pid()");
            postmaster =
                    Long.parseLong(fields(Path.of("/proc/" + session + "/stat")).get(PARENT));
        }
    }

    double micros() throws IOException {
        List<String> main = fields(Path.of("/proc/" + postmaster + "/stat"));
        double ticks = sum(main, USER, SYSTEM, ENDED_USER, ENDED_SYSTEM);
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                List<String> fields = fields(process.resolve("stat"));
                if (!fields.isEmpty() && Long.parseLong(fields.get(PARENT)) == postmaster) {
                    ticks += sum(fields, USER, SYSTEM);
                }
            }
        }
        return ticks * MICROS_OF_TICK;
    }

    private static double sum(List<String> fields, int... places) {
        double sum = 0;
        for (int place : places) {
            sum += Double.parseDouble(fields.get(place));
        }
        return sum;
    }

    /** The fields after the name, which may have spaces; none if the process has ended. */
    private static List<String> fields(Path stat) {
        try {
            String line = Files.readString(stat);
            return List.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
        } catch (IOException e) {
            return List.of();
        }
    }
}
