// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation.scale;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What one piece of work costs, as measured on one machine.
 *
 * @param machine the machine and the programs
 * @param one     with whole tables
 * @param four    with tables in four partitions
 */
record Costs(String machine, Tables one, Tables four) {

    /** The measured costs that the page is made from. */
    static final Path FILE = Path.of("src/test/resources/scale/costs.json");

    /** The work that is measured. */
    enum Work {
        /** A lead comes in, is taken, and gets two messages, all by the routes. */
        LEAD,
        /** A step is claimed, begins, and was sent. Only the ledger. */
        CLAIM,
        /** A chat that is due is found by a sweep, and claimed with its page. */
        SWEEP,
        /** A received event is stored, leased and done. */
        EVENT
    }

    /** What the disk keeps. */
    enum Kept {
        /** A chat with its names, its lead and its share. */
        CHAT,
        /** A step with its attempt. */
        MESSAGE,
        /** The id of an event. */
        EVENT
    }

    /**
     * The processor time of one piece of work, in microseconds.
     *
     * @param node     of the process of the node
     * @param database of all processes of PostgreSQL
     */
    record Cpu(double node, double database) {}

    /** The costs with one layout of the tables. */
    record Tables(Map<Work, Cpu> work, Map<Kept, Double> bytes) {

        Cpu cpu(Work which) {
            return work.get(which);
        }

        /** A message by the routes: half of a lead, which gets two. */
        Cpu message() {
            Cpu lead = cpu(Work.LEAD);
            return new Cpu(lead.node() / 2, lead.database() / 2);
        }

        /** A daily share: found by the sweep, then sent. */
        Cpu share() {
            Cpu sweep = cpu(Work.SWEEP);
            return new Cpu(
                    sweep.node() + message().node(),
                    sweep.database() + message().database());
        }
    }

    static Costs read() throws IOException {
        return new ObjectMapper().readValue(FILE.toFile(), Costs.class);
    }

    void write(Path file) throws IOException {
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
    }
}
