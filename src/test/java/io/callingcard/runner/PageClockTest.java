// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.nio.file.Path;
import java.time.Duration;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.ledger.ChatLedger;

import static org.assertj.core.api.Assertions.assertThat;

/** The clock of the page, as the ledger remembers it for commands. */
class PageClockTest {

    private static final Duration MOVED = Duration.ofDays(2);

    @TempDir
    Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ChatLedger ledger = new ChatLedger();
    private final Page page = new Page();

    @BeforeEach
    void open() {
        ledger.setFile(folder.resolve("page.db").toString());
        ledger.setAudience("twins");
        ledger.store().keepClockOffset(MOVED);
        page.camel = camel;
        page.clock = new RunnerClock();
        page.writable = true;
        page.role = "all";
    }

    @AfterEach
    void close() throws Exception {
        ledger.close();
        camel.close();
    }

    private Duration afterTheStart() {
        page.resetClock(null);
        return ledger.store().clockOffset();
    }

    /** The twins of the last process are gone, and so is its time. */
    @Test
    void aStartBeginsWithTheClockOfTheMachine() {
        assertThat(afterTheStart()).as("no ledger").isEqualTo(MOVED);
        camel.getRegistry().bind("chatLedger", ledger);
        page.role = "twins";
        assertThat(afterTheStart()).as("the ledger of another process").isEqualTo(MOVED);
        page.role = "all";
        page.writable = false;
        assertThat(afterTheStart()).as("real lines").isEqualTo(MOVED);
        page.writable = true;
        assertThat(afterTheStart()).isZero();
    }
}
