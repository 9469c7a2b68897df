package io.callingcard.ledger;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;

/** What {@code ledger:} can do in the middle of a route: the word in the URI, and who does it. */
public enum LedgerOperation {
    ADD_LEADS("add-leads", LeadSteps::add),
    MAP_LEADS("map-leads", LeadSteps::map),
    ONCE("once", ConsentSteps::once),
    COMPLETE("complete", LeadSteps::complete),
    REPLAY("replay", LeadSteps::replay),
    PLAN("plan", ReportSteps::plan),
    CONSENT("consent", ConsentSteps::consent),
    OPT_OUT("opt-out", ConsentSteps::optOut),
    OPT_IN("opt-in", ConsentSteps::optIn),
    KEYWORD("keyword", ConsentSteps::keyword),
    OBSERVE("observe", ShareSteps::observe),
    ENROL("enrol", ShareSteps::enrol),
    DUE("due", ShareSteps::due),
    END_SHARE("end-share", ShareSteps::end),
    PAUSE_LINE("pause-line", ShareSteps::pauseLine),
    IN_DOUBT("in-doubt", SettleSteps::inDoubt),
    SETTLE("settle", SettleSteps::settle),
    RESOLVE("resolve", SettleSteps::resolve),
    REPORT("report", ReportSteps::report),
    FORGET("forget", KeepSteps::forget),
    PURGE("purge", KeepSteps::purge);

    private final String word;
    private final Deed deed;

    /** What an operation does to an exchange. */
    private interface Deed {
        void run(Exchange exchange, LedgerEndpoint endpoint) throws Exception;
    }

    LedgerOperation(String word, Deed deed) {
        this.word = word;
        this.deed = deed;
    }

    public String word() {
        return word;
    }

    void run(Exchange exchange, LedgerEndpoint endpoint) throws Exception {
        deed.run(exchange, endpoint);
    }

    static LedgerOperation of(String word) {
        return Arrays.stream(values())
                .filter(operation -> operation.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("operation: ledger: cannot do " + word
                        + " in the middle of a route; it can do "
                        + Arrays.stream(values()).map(LedgerOperation::word).collect(Collectors.joining(", "))));
    }
}
