// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.CachedOutputStream;

/** Writes records to the body of an exchange. */
public final class ReportWriter {

    /** The format of a report. */
    public enum Format {
        JSON("application/json"),
        CSV("text/csv");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }
    }

    private static final SimpleModule ISO = new SimpleModule()
            .addSerializer(Instant.class, ToStringSerializer.instance)
            .addSerializer(LocalDate.class, ToStringSerializer.instance);
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(ISO)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .build();
    private static final SimpleModule SPREADSHEET = new SimpleModule().addSerializer(String.class, new CellWriter());
    private static final CsvMapper CSV = CsvMapper.builder()
            .addModule(ISO)
            .addModule(SPREADSHEET)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private static final String APOSTROPHE = "'";

    private ReportWriter() {}

    /**
     * Writes records. Camel keeps a large report in a file.
     *
     * @param limit how many records at most; 0 for all
     */
    public static <T> void write(Exchange exchange, Format format, int limit, Class<T> type, Iterator<T> records)
            throws IOException {
        CachedOutputStream out = new CachedOutputStream(exchange);
        try (SequenceWriter writer = writer(format, type, out)) {
            int most = limit == 0 ? Integer.MAX_VALUE : limit;
            for (int i = 0; i < most && records.hasNext(); i++) {
                writer.write(records.next());
            }
        }
        set(exchange, out.newStreamCache(), format);
    }

    /** Writes one record as a JSON object. */
    public static void writeOne(Exchange exchange, Object record) throws IOException {
        set(exchange, JSON.writeValueAsString(record), Format.JSON);
    }

    /**
     * Writes rows as CSV. Maps and lists become JSON. A cell that a spreadsheet would run as a formula gets an
     * apostrophe before it; {@link #withoutApostrophe} takes it away.
     */
    public static String rows(Stream<List<Object>> rows) {
        StringWriter lines = new StringWriter();
        try (SequenceWriter writer = CSV.writer().writeValues(lines)) {
            for (Iterator<List<Object>> each = rows.iterator(); each.hasNext(); ) {
                writer.write(each.next().stream().map(ReportWriter::cell).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines.toString();
    }

    private static String cell(Object value) {
        if (value instanceof Map<?, ?> || value instanceof Iterable<?>) {
            try {
                return JSON.writeValueAsString(value);
            } catch (JsonProcessingException e) {
                // Such as a map that contains itself.
                return "";
            }
        }
        return value == null ? "" : value.toString();
    }

    /** Returns the text of a cell that {@link #rows} wrote. */
    public static String withoutApostrophe(String cell) {
        return cell.startsWith(APOSTROPHE) && CellWriter.cell(cell.substring(1)).equals(cell)
                ? cell.substring(1)
                : cell;
    }

    /**
     * Reads records a page at a time.
     *
     * @param next returns the page after a record, or the first page for null; an empty page is the end
     */
    public static <T> Iterator<T> pages(Function<T, List<T>> next) {
        return new Paged<>(next);
    }

    private static void set(Exchange exchange, Object body, Format format) {
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, format.contentType);
    }

    private static SequenceWriter writer(Format format, Class<?> type, OutputStream out) throws IOException {
        return format == Format.CSV
                ? CSV.writer(CSV.schemaFor(type).withHeader()).writeValues(out)
                : JSON.writerFor(type).writeValuesAsArray(out);
    }

    /** Writes a text so that no spreadsheet runs it. Numbers with their sign and phone numbers stay as they are. */
    private static final class CellWriter extends StdScalarSerializer<String> {

        private static final long serialVersionUID = 1L;

        /** Also the wide forms, which spreadsheets in East Asia take for the same. */
        private static final String STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

        private static final String OF_NUMBERS = "+-0123456789 ().";

        CellWriter() {
            super(String.class);
        }

        @Override
        public void serialize(String value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(cell(value));
        }

        /** A text that starts with apostrophes before a formula gets one more, so that reading gives it back. */
        static String cell(String text) {
            int start = 0;
            while (text.startsWith(APOSTROPHE, start)) {
                start++;
            }
            return isFormula(text, start) ? APOSTROPHE + text : text;
        }

        private static boolean isFormula(String text, int start) {
            return start < text.length()
                    && STARTS.indexOf(text.charAt(start)) >= 0
                    && !text.chars().skip(start).allMatch(c -> OF_NUMBERS.indexOf(c) >= 0);
        }
    }
}
