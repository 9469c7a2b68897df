package io.callingcard.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;

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

import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.CardConstants;

/** Reads the ledger to people. */
final class ReportSteps {

    private static final CallParameter<LedgerConfiguration> PERSON =
            CallParameter.option(CardConstants.RECIPIENT, "person", LedgerConfiguration::getPerson);
    private static final CallParameter<LedgerConfiguration> CAMPAIGN =
            CallParameter.option(LedgerConstants.CAMPAIGN, "campaign", LedgerConfiguration::getCampaign);

    /** Times and days as ISO text. */
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

    private ReportSteps() {}

    /** The body becomes the report; a large one is kept in a file meanwhile. */
    static void report(Exchange exchange, LedgerEndpoint endpoint) throws IOException {
        LedgerConfiguration configuration = endpoint.getConfiguration();
        Store store = endpoint.ledger().store();
        Book book = store.book;
        switch (configuration.getBy()) {
            case CHAT -> {
                Book.Question question = new Book.Question(
                        configuration.getFlow(),
                        configuration.getStep(),
                        person(exchange, configuration),
                        configuration.getState());
                write(exchange, configuration, StepRecord.class, book.steps(question));
            }
            case LEAD -> {
                String campaign = CAMPAIGN.text(exchange, configuration);
                write(exchange, configuration, LeadRecord.class, book.leads(campaign, person(exchange, configuration)));
            }
            case LINE ->
                write(
                        exchange,
                        configuration,
                        LineRecord.class,
                        book.lines(store.clock.instant()).iterator());
            case SHARE -> write(exchange, configuration, ShareRecord.class, book.shares());
            case STEP -> write(exchange, configuration, Tally.class, tallies(book.byStep()));
            case DAY -> write(exchange, configuration, Tally.class, tallies(book.byDay(zone(configuration))));
        }
    }

    private static String person(Exchange exchange, LedgerConfiguration configuration) {
        return PERSON.text(exchange, configuration);
    }

    private static ZoneId zone(LedgerConfiguration configuration) {
        try {
            return ZoneId.of(configuration.getZone());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone: is no time zone such as Europe/Berlin", e);
        }
    }

    /**
     * How many steps are in which state.
     *
     * @param day null where all days are counted together
     * @param open claimed, or being sent just now
     */
    record Tally(LocalDate day, String flow, String step, long open, long sent, long inDoubt, long notSent) {}

    private static Iterator<Tally> tallies(List<Book.Count> counts) {
        return new Mapped<>(
                counts.iterator(),
                count -> new Tally(
                        count.day(),
                        count.flow(),
                        count.step(),
                        count.of(StepState.CLAIMED) + count.of(StepState.SENDING),
                        count.of(StepState.SENT),
                        count.of(StepState.IN_DOUBT),
                        count.of(StepState.NOT_SENT)));
    }

    private static <T> void write(
            Exchange exchange, LedgerConfiguration configuration, Class<T> type, Iterator<T> lines) throws IOException {
        CachedOutputStream out = new CachedOutputStream(exchange);
        try (SequenceWriter writer = writer(configuration.getFormat(), type, out)) {
            int most = configuration.getLimit() == 0 ? Integer.MAX_VALUE : configuration.getLimit();
            for (int i = 0; i < most && lines.hasNext(); i++) {
                writer.write(lines.next());
            }
        }
        exchange.getMessage().setBody(out.newStreamCache());
        exchange.getMessage()
                .setHeader(
                        Exchange.CONTENT_TYPE,
                        configuration.getFormat() == ReportFormat.CSV ? "text/csv" : "application/json");
    }

    private static SequenceWriter writer(ReportFormat format, Class<?> type, OutputStream out) throws IOException {
        return format == ReportFormat.CSV
                ? CSV.writer(CSV.schemaFor(type).withHeader()).writeValues(out)
                : JSON.writerFor(type).writeValuesAsArray(out);
    }

    /** The body becomes what the campaign's lines will send on which day, and when it is through. */
    static void plan(Exchange exchange, LedgerEndpoint endpoint) throws IOException {
        LedgerConfiguration configuration = endpoint.getConfiguration();
        Store store = endpoint.ledger().store();
        String name = CAMPAIGN.required(exchange, configuration);
        Campaign campaign = endpoint.campaign(name);
        long leads = configuration.getLeads();
        if (leads < 0) {
            LeadTable.Standing standing = store.leads.standing(name);
            leads = standing.waiting() - standing.begun();
        }
        Plan plan = Plan.of(store, name, campaign, leads);
        if (configuration.getFormat() == ReportFormat.CSV) {
            write(exchange, configuration, Plan.Day.class, plan.schedule().iterator());
        } else {
            exchange.getMessage().setBody(JSON.writeValueAsString(plan));
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        }
    }
}
