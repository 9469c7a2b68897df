// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

import io.callingcard.ledger.story.StoryLanguage;

/** The options of {@code ledger:}. */
@UriParams
public class LedgerConfiguration implements Cloneable {

    /** The format of a body. */
    public enum Format {
        JSON,
        CSV,
        /** Sentences. */
        TEXT
    }

    /** What one row of a report counts or shows. */
    public enum ReportBy {
        CHAT,
        STEP,
        DAY
    }

    @UriParam(label = "common", description = "The ledger bean. Default: the only one in the registry.")
    private ChatLedger ledger;

    @UriParam(label = "producer", description = "For report: reports this flow only. Default: all flows.")
    private String flow;

    @UriParam(
            label = "producer",
            description = "For once: the step to claim, as flow/step. For report: reports this step only. Default: "
                    + "all steps.")
    private String step;

    @UriParam(
            label = "producer",
            description = "For explain, forget and report: the phone number or email address. The header "
                    + "CamelCardRecipient has precedence.")
    private String person;

    @UriParam(label = "producer", description = "For report: reports steps in this state only. Default: all states.")
    private StepState state;

    @UriParam(
            label = "producer",
            defaultValue = "CHAT",
            description = "For report: CHAT shows each step of each chat. STEP and DAY count the steps in each state.")
    private ReportBy by = ReportBy.CHAT;

    @UriParam(
            label = "producer",
            defaultValue = "0",
            description = "For report and audit: the largest number of rows. Default: 0, all rows; for audit as JSON "
                    + "500.")
    private int limit = 0;

    @UriParam(
            label = "producer",
            description = "For audit: where the page starts. Take the value next from the page before. Default: "
                    + "the newest entries.")
    private String after;

    @UriParam(
            label = "producer",
            defaultValue = "JSON",
            description = "The format of the body. For report and audit: JSON or CSV. For explain: JSON, or TEXT for "
                    + "sentences.")
    private Format format = Format.JSON;

    @UriParam(
            label = "producer",
            description = "The time zone, such as Europe/Berlin. For report by DAY: in which days begin, UTC by "
                    + "default. For explain: of the reader, that of the system by default.")
    private String zone;

    @UriParam(
            label = "producer",
            defaultValue = "EN",
            description = "For explain: the language of the sentences, English or German.")
    private StoryLanguage language = StoryLanguage.EN;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "For explain: shows phone numbers and email addresses. Default: they are masked.")
    private boolean showNumbers;

    @UriParam(
            label = "producer",
            defaultValue = "SKIP",
            description = "For settle: what to do if even the history does not show whether the step was sent: skip "
                    + "it, send it again, or ask a person.")
    private Decision policy = Decision.SKIP;

    @UriParam(
            label = "producer",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description = "For in-doubt: returns only steps that began at least this long ago, because the "
                    + "provider's history may lag behind.")
    private long settleDelay = 60000;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "For in-doubt: returns the steps in doubt that were already decided, such as skipped "
                    + "ones, instead of the undecided ones.")
    private boolean decided;

    @UriParam(
            label = "producer",
            description = "For resolve: SENT or NOT_SENT, as a person found out. The header CamelLedgerResolution has "
                    + "precedence.")
    private String resolution;

    @UriParam(
            label = "producer",
            defaultValue = "31536000000",
            javaType = "java.time.Duration",
            description = "For purge: how long to keep rows that no decision needs any more.")
    private long retention = 31536000000L;

    @UriParam(
            label = "producer",
            defaultValue = "0",
            javaType = "java.time.Duration",
            description = "For purge: the age at which finished leads, and attempts at sent steps, move to "
                    + "archive tables. Only explain reads these. Default: 0, never.")
    private long archiveAfter;

    @UriParam(label = "producer", defaultValue = "500", description = "For in-doubt: how many steps to read at a time.")
    private int pageSize = 500;

    @UriParam(
            label = "producer",
            description = "For once: the OncePerChat, OncePerDay or OncePerWindow bean that claims the step.")
    private OncePerStep once;

    LedgerConfiguration copy() {
        try {
            return (LedgerConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public ChatLedger getLedger() {
        return ledger;
    }

    public void setLedger(ChatLedger ledger) {
        this.ledger = ledger;
    }

    public String getFlow() {
        return flow;
    }

    public void setFlow(String flow) {
        this.flow = flow;
    }

    public String getStep() {
        return step;
    }

    public void setStep(String step) {
        this.step = step;
    }

    public String getPerson() {
        return person;
    }

    public void setPerson(String person) {
        this.person = person;
    }

    public StepState getState() {
        return state;
    }

    public void setState(StepState state) {
        this.state = state;
    }

    public ReportBy getBy() {
        return by;
    }

    public void setBy(ReportBy by) {
        this.by = by;
    }

    public int getLimit() {
        return limit;
    }

    public void setLimit(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit: is negative. Use a number of rows, or 0 for the default.");
        }
        this.limit = limit;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }

    public Format getFormat() {
        return format;
    }

    public void setFormat(Format format) {
        this.format = format;
    }

    public String getZone() {
        return zone;
    }

    public void setZone(String zone) {
        this.zone = zone;
    }

    public StoryLanguage getLanguage() {
        return language;
    }

    public void setLanguage(StoryLanguage language) {
        this.language = language;
    }

    public boolean isShowNumbers() {
        return showNumbers;
    }

    public void setShowNumbers(boolean showNumbers) {
        this.showNumbers = showNumbers;
    }

    public Decision getPolicy() {
        return policy;
    }

    public void setPolicy(Decision policy) {
        this.policy = policy;
    }

    public long getSettleDelay() {
        return settleDelay;
    }

    public void setSettleDelay(long settleDelay) {
        this.settleDelay = settleDelay;
    }

    public boolean isDecided() {
        return decided;
    }

    public void setDecided(boolean decided) {
        this.decided = decided;
    }

    public String getResolution() {
        return resolution;
    }

    public void setResolution(String resolution) {
        this.resolution = resolution;
    }

    public long getRetention() {
        return retention;
    }

    public void setRetention(long retention) {
        // A purge would delete all.
        if (retention <= 0) {
            throw new IllegalArgumentException("retention: must be more than 0. Use a time such as 365d.");
        }
        this.retention = retention;
    }

    public long getArchiveAfter() {
        return archiveAfter;
    }

    public void setArchiveAfter(long archiveAfter) {
        this.archiveAfter = archiveAfter;
    }

    public int getPageSize() {
        return pageSize;
    }

    public void setPageSize(int pageSize) {
        this.pageSize = pageSize;
    }

    public OncePerStep getOnce() {
        return once;
    }

    public void setOnce(OncePerStep once) {
        this.once = once;
    }
}
