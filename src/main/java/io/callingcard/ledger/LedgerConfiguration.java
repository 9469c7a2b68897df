package io.callingcard.ledger;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options of {@code ledger:}. */
@UriParams
public class LedgerConfiguration implements Cloneable {

    @UriParam(label = "common", description = "The ledger; by default the only one in the registry.")
    private ChatLedger ledger;

    @UriParam(
            label = "common",
            description = "The campaign. For leads: of this campaign only, by default of all. For plan and replay too.")
    private String campaign;

    @UriParam(
            label = "producer",
            description = "For enrol and due: the flow whose chats these are. For report: of this flow only.")
    private String flow;

    @UriParam(
            label = "producer",
            description =
                    "For due: the step that is to be done, if its claims are taken at once. For once: flow/step. For report: this step only.")
    private String step;

    @UriParam(
            label = "producer",
            description = "For forget, opt-out, opt-in, consent and report: the number, or e-mail address.")
    private String person;

    @UriParam(label = "producer", description = "For report: steps in this state only.")
    private StepState state;

    @UriParam(
            label = "producer",
            defaultValue = "CHAT",
            description =
                    "For report: one line for each step in each chat, counts by step or by day, the leads that are not done with,"
                            + " our lines, with what they spent and whether they rest, or the chats that are offered a card.")
    private ReportBy by = ReportBy.CHAT;

    @UriParam(label = "producer", description = "For report: how many lines at most; 0 for all.")
    private int limit;

    @UriParam(
            label = "producer",
            defaultValue = "JSON",
            description = "For report, plan, add-leads and map-leads: JSON or CSV.")
    private ReportFormat format = ReportFormat.JSON;

    @UriParam(label = "producer", defaultValue = "UTC", description = "For report by day: whose days.")
    private String zone = "UTC";

    @UriParam(
            label = "producer",
            defaultValue = "SKIP",
            description =
                    "For settle: what to do with a step of which nobody can tell whether it was sent: skip it, send it again, or ask a person.")
    private Policy policy = Policy.SKIP;

    @UriParam(
            label = "producer",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description = "For in-doubt: how long after its beginning a step is looked at; a history may be late.")
    private long settleDelay = 60000;

    @UriParam(label = "producer", description = "For resolve: SENT or NOT_SENT, as a person found out.")
    private String resolution;

    @UriParam(
            label = "producer",
            defaultValue = "31536000000",
            javaType = "java.time.Duration",
            description = "For purge: how long is kept what no longer decides anything.")
    private long retention = 31536000000L;

    @UriParam(label = "producer", description = "For keyword: the words; by default the only ones in the registry.")
    private Keywords words;

    @UriParam(
            label = "producer",
            defaultValue = "-1",
            description = "For plan: how many leads to plan for, instead of those that wait.")
    private int leads = -1;

    @UriParam(
            label = "producer",
            defaultValue = "500",
            description = "For due and in-doubt: how many are read, and claimed, at once.")
    private int pageSize = 500;

    @UriParam(
            label = "producer",
            defaultValue = "3600000",
            javaType = "java.time.Duration",
            description = "For due: when a chat comes again whose share got nowhere.")
    private long shareRetry = 3600000;

    @UriParam(
            label = "producer",
            description =
                    "For map-leads: where in a record the fields of a lead are, such as name=/first /last, phone=/mobile | /phone.")
    private String fields;

    @UriParam(label = "producer", description = "For end-share and pause-line: why.")
    private String reason;

    @UriParam(
            label = "producer",
            defaultValue = "86400000",
            javaType = "java.time.Duration",
            description = "For pause-line: for how long.")
    private long pause = 86400000;

    @UriParam(
            label = "producer",
            description =
                    "For due: what lets the step through; then the chats of a page are claimed at once. For once: the same.")
    private OncePerStep once;

    @UriParam(label = "consumer", defaultValue = "8", description = "For leads: how many are under way at once.")
    private int leadThreads = 8;

    @UriParam(
            label = "consumer",
            defaultValue = "30000",
            javaType = "java.time.Duration",
            description = "For leads: when a lead comes again whose steps are still to be settled.")
    private long settleWait = 30000;

    @UriParam(
            label = "consumer",
            defaultValue = "10",
            description = "For leads: after how many attempts a lead is put aside.")
    private int leadAttempts = 10;

    @UriParam(
            label = "consumer",
            defaultValue = "120000",
            javaType = "java.time.Duration",
            description = "For leads: after how long without a sign of life of its node another one takes a lead.")
    private long lease = 120000;

    @UriParam(
            label = "consumer",
            description = "For rows: the name of the data source bean to poll; any database that has a JDBC driver.")
    private String dataSource;

    @UriParam(
            label = "consumer",
            description =
                    "For rows: the query. A question mark in it stands for the value of the cursor column in the last row that was read.")
    private String query;

    @UriParam(
            label = "consumer",
            defaultValue = "0",
            description = "For rows: what the question mark stands for in the beginning.")
    private String cursorStart = "0";

    @UriParam(
            label = "consumer",
            description = "For rows: the column by which the query is ordered, if it goes on where it stopped.")
    private String cursor;

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

    public String getCampaign() {
        return campaign;
    }

    public void setCampaign(String campaign) {
        this.campaign = campaign;
    }

    public String getFields() {
        return fields;
    }

    public void setFields(String fields) {
        this.fields = fields;
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
        this.limit = limit;
    }

    public ReportFormat getFormat() {
        return format;
    }

    public void setFormat(ReportFormat format) {
        this.format = format;
    }

    public String getZone() {
        return zone;
    }

    public void setZone(String zone) {
        this.zone = zone;
    }

    public Policy getPolicy() {
        return policy;
    }

    public void setPolicy(Policy policy) {
        this.policy = policy;
    }

    public long getSettleDelay() {
        return settleDelay;
    }

    public void setSettleDelay(long settleDelay) {
        this.settleDelay = settleDelay;
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
        this.retention = retention;
    }

    public Keywords getWords() {
        return words;
    }

    public void setWords(Keywords words) {
        this.words = words;
    }

    public int getLeads() {
        return leads;
    }

    public void setLeads(int leads) {
        this.leads = leads;
    }

    public int getPageSize() {
        return pageSize;
    }

    public void setPageSize(int pageSize) {
        this.pageSize = pageSize;
    }

    public long getShareRetry() {
        return shareRetry;
    }

    public void setShareRetry(long shareRetry) {
        this.shareRetry = shareRetry;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public long getPause() {
        return pause;
    }

    public void setPause(long pause) {
        this.pause = pause;
    }

    public OncePerStep getOnce() {
        return once;
    }

    public void setOnce(OncePerStep once) {
        this.once = once;
    }

    public int getLeadThreads() {
        return leadThreads;
    }

    public void setLeadThreads(int leadThreads) {
        this.leadThreads = leadThreads;
    }

    public long getSettleWait() {
        return settleWait;
    }

    public void setSettleWait(long settleWait) {
        this.settleWait = settleWait;
    }

    public int getLeadAttempts() {
        return leadAttempts;
    }

    public void setLeadAttempts(int leadAttempts) {
        this.leadAttempts = leadAttempts;
    }

    public long getLease() {
        return lease;
    }

    public void setLease(long lease) {
        this.lease = lease;
    }

    public String getDataSource() {
        return dataSource;
    }

    public void setDataSource(String dataSource) {
        this.dataSource = dataSource;
    }

    public String getQuery() {
        return query;
    }

    public void setQuery(String query) {
        this.query = query;
    }

    public String getCursorStart() {
        return cursorStart;
    }

    public void setCursorStart(String cursorStart) {
        this.cursorStart = cursorStart;
    }

    public String getCursor() {
        return cursor;
    }

    public void setCursor(String cursor) {
        this.cursor = cursor;
    }
}
