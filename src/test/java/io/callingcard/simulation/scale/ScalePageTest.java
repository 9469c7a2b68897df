// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.callingcard.simulation.scale.PortableSql.Feature;
import io.callingcard.simulation.scale.PortableSql.Statement;

import static org.assertj.core.api.Assertions.assertThat;

/** The tables of docs/scale.md are those that the model computes from the measured costs. */
class ScalePageTest {

    private static final Path PAGE = Path.of("docs", "scale.md");
    private static final Path FRESH = Path.of("target", "docs", "scale.md");
    private static final long CHATS = Long.getLong("scale.chats", ScalePage.chatsOfDay());
    private static final boolean PRINTED = System.getProperty("scale.chats") != null;

    private static void compare(String fresh) throws IOException {
        Files.createDirectories(FRESH.getParent());
        Files.writeString(FRESH, fresh);
        assertThat(PAGE)
                .as("docs/scale.md is out of date. Run: cp target/docs/scale.md docs/")
                .hasContent(fresh);
    }

    @Test
    void theTablesAreUpToDate() throws IOException {
        compare(new ScalePage(Costs.read()).with(Files.readString(PAGE)));
    }

    /** A day of 100 million chats. */
    @Test
    @Tag("full")
    void theDayIsUpToDate() throws IOException {
        ScalePage page = new ScalePage(Costs.read());
        int nodes = Integer.getInteger("scale.nodes", page.model().nodes(CHATS));
        int databases = Integer.getInteger("scale.databases", page.model().databases(CHATS));
        String table = ScalePage.day(page.day(CHATS, nodes, databases), CHATS, nodes, databases);
        if (PRINTED) {
            System.out.println(table);
        } else {
            compare(ScalePage.with(Files.readString(PAGE), "day", table));
        }
    }

    /** A statement with a new word must be compared with the other databases. */
    @Test
    void eachWordOfTheSqlIsKnown() throws IOException {
        assertThat(PortableSql.unknownWords(PortableSql.all()))
                .as("Does each of these databases know it? Add it to the words or to the features of PortableSql.")
                .isEmpty();
    }

    @Test
    void eachTableIsFound() throws IOException {
        List<Statement> all = PortableSql.all();
        for (String table : List.of("claim", "attempt", "chat", "alias", "lead", "share", "inbox", "budget", "line")) {
            assertThat(all).anyMatch(statement -> statement.text().contains("callingcard_" + table));
        }
        assertThat(all).hasSizeGreaterThan(200);
        for (Feature feature : PortableSql.FEATURES) {
            assertThat(all).as(feature.words()).anyMatch(feature::isIn);
        }
    }
}
