// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.logging.Level;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class CommandsTest {

    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();

    @AfterEach
    void restore() {
        root.setLevel(before);
    }

    /** As the log manager starts, with all levels on, a simulated month formatted millions of trace messages. */
    @Test
    void aCommandDoesNotLogWhatItWouldThrowAway() {
        root.setLevel(Level.ALL);

        assertThat(Commands.run("--version")).isEqualTo(Commands.DONE);

        assertThat(LoggerFactory.getLogger("org.apache.camel.any").isTraceEnabled())
                .isFalse();
    }
}
