// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import javax.sql.DataSource;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls a table or view of any database. Each exchange has a list of rows as maps. With a cursor column, reading continues
 * after the last row that the route processed.
 */
class RowConsumer extends ScheduledPollConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(RowConsumer.class);
    private static final String MARK = "?";

    /** Begins a cursor that is a moment. */
    private static final String TIMESTAMP = "timestamp:";

    private final CampaignConfiguration configuration;
    private final PollTrouble trouble = new PollTrouble(this::getRouteId, Clock.systemUTC());

    RowConsumer(DefaultEndpoint endpoint, CampaignConfiguration configuration, Processor processor) {
        super(endpoint, processor);
        this.configuration = configuration;
        // A bridge to the error handler of the route replaces it.
        setExceptionHandler(trouble);
        setHealthCheck(new RowHealthCheck(this::getLastError));
        if (configuration.getDataSource() == null || configuration.getQuery() == null) {
            throw new IllegalArgumentException(
                    "dataSource, query: are missing. Set dataSource to the name of a bean, and query to what to read.");
        }
        if (configuration.getQuery().contains(MARK) != (configuration.getCursor() != null)) {
            throw new IllegalArgumentException(
                    "cursor: must be set if, and only if, the query has a question mark. Name the column it stands for.");
        }
    }

    @Override
    protected int poll() throws Exception {
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
        trouble.mended();
        return polled;
    }

    private DataSource dataSource() {
        String name = configuration.getDataSource();
        return CamelContextHelper.mandatoryLookup(getEndpoint().getCamelContext(), name, DataSource.class);
    }

    /** The route of a Kamelet has another ID after each start, so a Kamelet gives a name of its own. */
    private String name() {
        return configuration.getCursorName() == null ? getRouteId() : configuration.getCursorName();
    }

    private String cursorName() {
        return "rows:" + name();
    }

    /** Two that share a cursor would each read some of the rows. */
    @Override
    protected void doStart() throws Exception {
        if (configuration.getCursor() != null) {
            getEndpoint().getCamelContext().getRoutes().stream()
                    .map(Route::getConsumer)
                    .filter(other -> other instanceof RowConsumer rows && rows != this && rows.shares(this))
                    .findFirst()
                    .ifPresent(other -> {
                        throw new IllegalArgumentException("cursorName: is " + name()
                                + ", as in another route that reads rows. Give each a name of its own.");
                    });
        }
        super.doStart();
    }

    private boolean shares(RowConsumer other) {
        return configuration.getCursor() != null && Objects.equals(name(), other.name());
    }

    /** Databases do not compare a number or a moment with text. */
    private Object position() {
        String position = CampaignStore.of(configuration, getEndpoint().getCamelContext())
                .cursors
                .position(cursorName())
                .orElse(configuration.getCursorStart());
        if (position.startsWith(TIMESTAMP)) {
            try {
                return Timestamp.valueOf(position.substring(TIMESTAMP.length()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "cursorStart: is not a time. Write it such as timestamp:2026-01-01 00:00:00.", e);
            }
        }
        return position.matches("-?\\d{1,18}") ? (Object) Long.valueOf(position) : position;
    }

    private void route(List<Map<String, Object>> rows) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(rows);
            exchange.setProperty(RecordSource.COLUMN, column());
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        } finally {
            releaseExchange(exchange, false);
        }
        String cursor = configuration.getCursor();
        if (cursor != null) {
            Object last = rows.get(rows.size() - 1).get(column());
            if (last == null) {
                throw new IllegalStateException(
                        "cursor: the last row has no value in this column. Select it, and leave out rows without a value.");
            }
            CampaignStore.of(configuration, getEndpoint().getCamelContext())
                    .cursors
                    .move(cursorName(), last instanceof Date moment ? TIMESTAMP + timestamp(moment) : last.toString());
        }
    }

    /** The cursor column, in the spelling of the rows; null without a cursor. */
    private String column() {
        String cursor = configuration.getCursor();
        return cursor == null ? null : cursor.toLowerCase(Locale.ROOT);
    }

    private static Timestamp timestamp(Date moment) {
        return moment instanceof Timestamp exact ? exact : new Timestamp(moment.getTime());
    }

    /** A row with a value that the driver cannot read is refused, and the others are returned. */
    private List<Map<String, Object>> rows(ResultSet found, int most) throws SQLException {
        ResultSetMetaData columns = found.getMetaData();
        List<Map<String, Object>> rows = new ArrayList<>();
        while (rows.size() < most && found.next()) {
            String column = null;
            Map<String, Object> row = new LinkedHashMap<>();
            try {
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    // Lower case, as the fields of a lead are.
                    column = columns.getColumnLabel(i).toLowerCase(Locale.ROOT);
                    row.put(column, found.getObject(i));
                }
                rows.add(row);
            } catch (SQLException | RuntimeException e) {
                refuse(row, found.getRow(), column, e);
            }
        }
        return rows;
    }

    private void refuse(Map<String, Object> row, int number, String column, Exception e) {
        CampaignStore store = CampaignStore.of(configuration, getEndpoint().getCamelContext());
        RefusedLeadException problem = new RefusedLeadException(
                column,
                RefusalReason.UNREADABLE,
                "cannot be read (" + e.getClass().getSimpleName() + "). Mend the row, or the query.");
        RecordSource source = new RecordSource(name(), null, column(), 0);
        RawLead raw = RawLead.of(null, row);
        String place = source.place(raw, number, store.clock.instant());
        LOG.error("{}: {} is refused: {}", name(), place, problem.getMessage());
        store.refusals.keep(
                name(),
                List.of(new RefusalTable.Refused(
                        place, LeadReader.hashOf(raw, store), source.origin(raw, number), problem)));
    }
}
