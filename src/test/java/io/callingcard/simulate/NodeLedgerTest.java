// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NodeLedgerTest {

    private final VirtualMachine node =
            new VirtualMachine(new VirtualTime(Instant.EPOCH, Instant.EPOCH.plusSeconds(3600)), 1);

    private Connection file;
    private Connection ofNode;

    @BeforeEach
    void open() throws SQLException {
        file = DriverManager.getConnection("jdbc:sqlite::memory:");
        ofNode = new NodeLedger(file, node).getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        file.close();
    }

    @Test
    void aKilledNodeWritesNothingMore() throws SQLException {
        Statement statement = ofNode.createStatement();
        statement.execute("CREATE TABLE step (name TEXT)");
        node.kill();
        assertThatThrownBy(() -> statement.execute("INSERT INTO step VALUES ('late')"))
                .isInstanceOf(SQLException.class)
                .hasMessage("The node was killed");
        statement.close();
        assertThat(statement.isClosed()).isTrue();
    }

    @Test
    void allNodesShareOneConnection() throws SQLException {
        ofNode.close();
        ofNode.commit();
        assertThat(file.isClosed()).isFalse();
        assertThat(Set.of(ofNode)).contains(ofNode).doesNotContain(file);
    }

    @Test
    void theMistakeOfAStatementIsTold() throws SQLException {
        try (Statement statement = ofNode.createStatement()) {
            assertThatThrownBy(() -> statement.execute("SELECT * FROM missing"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("no such table");
        }
    }
}
