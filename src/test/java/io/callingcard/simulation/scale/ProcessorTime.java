// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** Reads the processor time of this process and of PostgreSQL on this machine, from Linux's {@code /proc}. */
record ProcessorTime(long postmaster) {

    /** Linux counts in hundredths of a second. */
    private static final double MICROS_OF_TICK = 10_000;

    /** What follows the name of the program in {@code stat}, counted from its state. */
    private static final int PARENT = 1;

    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int ENDED_USER = 13;
    private static final int ENDED_SYSTEM = 14;

    static ProcessorTime of(Connection connection) throws SQLException, IOException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return new ProcessorTime(Long.parseLong(fields(row.getLong(1)).get(PARENT)));
        }
    }

    /** Microseconds of this process. */
    static double ofNode() {
        return ticks(ProcessHandle.current().pid(), USER, SYSTEM) * MICROS_OF_TICK;
    }

    /** Microseconds of all processes of the database server, also of those that ended. */
    double ofDatabase() {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            double ticks = ticks(postmaster, USER, SYSTEM, ENDED_USER, ENDED_SYSTEM);
            for (Path each : all.filter(each -> each.getFileName().toString().matches("\\d+"))
                    .toList()) {
                long process = Long.parseLong(each.getFileName().toString());
                if (isOfServer(process)) {
                    ticks += ticks(process, USER, SYSTEM);
                }
            }
            return ticks * MICROS_OF_TICK;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOfServer(long process) {
        try {
            return fields(process).get(PARENT).equals(Long.toString(postmaster));
        } catch (IOException e) {
            // The process has ended.
            return false;
        }
    }

    private static double ticks(long process, int... fields) {
        try {
            List<String> all = fields(process);
            double ticks = 0;
            for (int field : fields) {
                ticks += Long.parseLong(all.get(field));
            }
            return ticks;
        } catch (IOException e) {
            // The process has ended.
            return 0;
        }
    }

    private static List<String> fields(long process) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
        return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
    }
}
