// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.util.List;
import java.util.Map;

import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A route that runs, or the template of a Kamelet, because a step called it.
 *
 * @param caller null for the route where the exchange begins
 * @param sink   what follows the template of a source; null elsewhere
 */
record Frame(Route route, Placeholders names, Visit caller, Sink sink) {

    /**
     * A step on the way of an exchange.
     *
     * @param branches the branch that was taken at each choice, by its node
     */
    record Visit(Frame frame, Step step, Map<Node, Integer> branches) {

        /** Whether no exchange can come to both, because a choice sends it to one or the other. */
        boolean excludes(Visit other) {
            return branches.entrySet().stream().anyMatch(branch -> {
                Integer taken = other.branches.get(branch.getKey());
                return taken != null && !taken.equals(branch.getValue());
            });
        }

        /** Returns the route where the exchange began. */
        Route entry() {
            Frame outermost = frame;
            while (outermost.caller != null) {
                outermost = outermost.caller.frame;
            }
            return outermost.route;
        }

        Place place() {
            return Place.of(frame.route.file(), step.key());
        }
    }

    /** The steps of the user of a source, which follow {@code kamelet:sink}. */
    record Sink(List<Step> steps, Frame frame) {}

    boolean isRunning(Route asked) {
        for (Frame frame = this; frame != null; frame = frame.caller == null ? null : frame.caller.frame) {
            if (frame.route == asked) {
                return true;
            }
        }
        return false;
    }
}
