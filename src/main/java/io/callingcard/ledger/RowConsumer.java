package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.sql.DataSource;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * Polls a table or a view of any database, and brings its rows as maps, some at once. Where a cursor column is named, it
 * goes on behind the last row that got through.
 */
class RowConsumer extends ScheduledPollConsumer {

    private static final String MARK = "?";

    private final LedgerEndpoint endpoint;

    RowConsumer(LedgerEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        LedgerConfiguration configuration = endpoint.getConfiguration();
        if (configuration.getDataSource() == null || configuration.getQuery() == null) {
            throw new IllegalArgumentException(
                    "dataSource, query: are missing; name the bean of the database, and what to read there");
        }
        if (configuration.getQuery().contains(MARK) != (configuration.getCursor() != null)) {
            throw new IllegalArgumentException(
                    "cursor: must name the column that the question mark in the query stands for");
        }
    }

    @Override
    protected int poll() throws Exception {
        LedgerConfiguration configuration = endpoint.getConfiguration();
        int size = configuration.getPageSize();
        int polled = 0;
        try (Connection connection = dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(configuration.getQuery())) {
            statement.setFetchSize(size);
            if (configuration.getCursor() != null) {
                statement.setObject(1, position());
            }
            try (ResultSet found = statement.executeQuery()) {
                List<Map<String, Object>> rows = rows(found, size);
                while (!rows.isEmpty()) {
                    route(rows);
                    polled += rows.size();
                    rows = rows(found, size);
                }
            }
        }
        return polled;
    }

    private DataSource dataSource() {
        String name = endpoint.getConfiguration().getDataSource();
        return CamelContextHelper.mandatoryLookup(endpoint.getCamelContext(), name, DataSource.class);
    }

    private String cursorName() {
        return "rows:" + getRouteId();
    }

    /** A number is given as a number: databases do not compare it with text. */
    private Object position() {
        String position = endpoint.ledger()
                .position(cursorName())
                .orElse(endpoint.getConfiguration().getCursorStart());
        return position.matches("-?\\d{1,18}") ? (Object) Long.valueOf(position) : position;
    }

    private void route(List<Map<String, Object>> rows) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(rows);
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        } finally {
            releaseExchange(exchange, false);
        }
        String cursor = endpoint.getConfiguration().getCursor();
        if (cursor != null) {
            Object last = rows.get(rows.size() - 1).get(cursor.toLowerCase(Locale.ROOT));
            if (last == null) {
                throw new IllegalStateException("cursor: the last row has no value in this column");
            }
            endpoint.ledger().move(cursorName(), last.toString());
        }
    }

    /** The names of columns are those of a lead, whatever case the database likes. */
    private static List<Map<String, Object>> rows(ResultSet found, int most) throws SQLException {
        ResultSetMetaData columns = found.getMetaData();
        List<Map<String, Object>> rows = new ArrayList<>();
        while (rows.size() < most && found.next()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                row.put(columns.getColumnLabel(i).toLowerCase(Locale.ROOT), found.getObject(i));
            }
            rows.add(row);
        }
        return rows;
    }
}
