package io.callingcard.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
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
    private static final CsvMapper CSV = CsvMapper.builder()
            .addModule(ISO)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

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
}
