// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.OncePerStep;
import io.callingcard.ledger.ReportWriter;

/** The options of {@code campaign:}. */
@UriParams
public class CampaignConfiguration implements Cloneable {

    /** What one row of a report shows. */
    public enum ReportBy {
        LEAD,
        LINE,
        SHARE,
        REFUSED,
        DRIVER
    }

    @UriParam(label = "common", description = "The ledger bean. Default: the only one in the registry.")
    private ChatLedger ledger;

    @UriParam(
            label = "common",
            description = "The name of the campaign bean. The header CamelCampaignName has precedence. Default for "
                    + "leads, replay, report and describe: all campaigns.")
    private String campaign;

    @UriParam(label = "producer", description = "For enrol and due: the flow of the chats, such as daily-share.")
    private String flow;

    @UriParam(label = "producer", description = "For due: the step that the bean of the option once claims.")
    private String step;

    @UriParam(
            label = "producer",
            description = "For opt-out, opt-in, consent and report by LEAD: the phone number or email address. The "
                    + "header CamelCardRecipient has precedence.")
    private String person;

    @UriParam(
            label = "producer",
            defaultValue = "LEAD",
            description = "For report: LEAD shows leads that are open or have a step in doubt, LINE budgets and "
                    + "pauses, DRIVER the node that sends for each line, SHARE the shares of cards, REFUSED "
                    + "refused records.")
    private ReportBy by = ReportBy.LEAD;

    @UriParam(
            label = "producer",
            defaultValue = "0",
            description =
                    "For report, people and versions: the largest number of rows. Default: 0, all rows; for people 50, "
                            + "for versions 200.")
    private int limit = 0;

    @UriParam(
            label = "producer",
            defaultValue = "JSON",
            description = "For report, plan, add-leads and map-leads: the format of the body.")
    private ReportWriter.Format format = ReportWriter.Format.JSON;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "For add-leads: reports which leads would be accepted, known or refused. Stores "
                    + "nothing. The header CamelCampaignDryRun has precedence.")
    private boolean dryRun;

    @UriParam(
            label = "producer",
            description = "For keyword: the bean with the words. Default: the only one in the registry.")
    private Keywords words;

    @UriParam(
            label = "producer",
            defaultValue = "-1",
            description = "For plan: the number of leads to plan for. Default: the leads that wait.")
    private int leads = -1;

    @UriParam(
            label = "common",
            defaultValue = "500",
            description = "For due, due-follow-ups and rows: how many chats or rows to read at a time.")
    private int pageSize = 500;

    @UriParam(
            label = "producer",
            defaultValue = "3600000",
            javaType = "java.time.Duration",
            description = "For due and due-follow-ups: how long after a failure a chat is due again. For "
                    + "read-due: records of this age and older are ignored.")
    private long shareRetry = 3600000;

    @UriParam(
            label = "producer",
            description = "For map-leads: the JSON pointers to the fields of a lead, such as name=/first /last, "
                    + "phone=/mobile. A vertical bar separates alternatives. Default: records have the field "
                    + "names of leads.")
    private String fields;

    @UriParam(
            label = "producer",
            description = "For add-leads, overview and forecast: the providers that have a line here, such as "
                    + "chert,wa. Leads for other providers are refused. Default: all.")
    private String channels;

    @UriParam(
            label = "producer",
            description = "For end-share, pause-line, set-aside and opt-out: the reason that a report shows. For "
                    + "opt-out, how the person opted out, such as phone call. Default for pause-line: the "
                    + "failure that the route handles.")
    private String reason;

    @UriParam(
            label = "producer",
            defaultValue = "86400000",
            javaType = "java.time.Duration",
            description = "For pause-line: how long the shares of the line pause.")
    private long pause = 86400000;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "For pause-line: whether the line takes no leads either. Default: only its shares pause.")
    private boolean pauseLeads;

    @UriParam(
            label = "producer",
            description = "For due: the OncePerDay bean that claims the step. It claims all chats of a page together.")
    private OncePerStep once;

    @UriParam(
            label = "producer",
            description = "For people: a part of a number, a name or a campaign. Default: all people.")
    private String search;

    @UriParam(
            label = "producer",
            description =
                    "For people: waiting, in_progress, sent, in_doubt, not_sent, set_aside or opted_out. Default: "
                            + "all states.")
    private String state;

    @UriParam(
            label = "producer",
            description = "For people: a provider such as linq, or a provider, a colon and your number in E.164 "
                    + "format. Default: all lines.")
    private String line;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "For people and forecast: shows phone numbers and email addresses. Default: they are masked.")
    private boolean showNumbers;

    @UriParam(
            label = "producer",
            description = "For overview: the time zone in which today begins, such as Europe/Berlin. Default: UTC.")
    private String zone;

    @UriParam(
            label = "consumer",
            defaultValue = "256",
            description =
                    "For leads: how many leads may be in progress at a time on this node. A lead that waits for an"
                            + " answer needs no thread.")
    private int maxInFlight = 256;

    @UriParam(
            label = "consumer",
            defaultValue = "30000",
            javaType = "java.time.Duration",
            description = "For leads: how long a lead with a step in doubt waits before it is tried again.")
    private long settleWait = 30000;

    @UriParam(
            label = "consumer",
            defaultValue = "30000",
            javaType = "java.time.Duration",
            description = "For leads: how long a line that cannot send rests before the next try, for example "
                    + "with a wrong secret. Each failed try doubles the rest.")
    private long lineRest = 30000;

    @UriParam(
            label = "consumer",
            defaultValue = "900000",
            javaType = "java.time.Duration",
            description = "For leads: the longest rest of a line between two tries.")
    private long longestLineRest = 900000;

    @UriParam(
            label = "consumer",
            defaultValue = "10",
            description = "For leads: after how many attempts a lead is set aside. If the process ended during "
                    + "each attempt, the lead is first tried three more times, alone.")
    private int leadAttempts = 10;

    @UriParam(
            label = "consumer",
            defaultValue = "120000",
            javaType = "java.time.Duration",
            description = "For leads: how long after a node last renewed its lease another node takes over its leads.")
    private long lease = 120000;

    @UriParam(
            label = "consumer",
            description = "For rows: the name of the data source bean to poll. Any database with a JDBC driver works.")
    private String dataSource;

    @UriParam(
            label = "consumer",
            description = "For rows: the SQL query. A question mark stands for the cursor value of the last row that "
                    + "was read.")
    private String query;

    @UriParam(
            label = "consumer",
            defaultValue = "0",
            description = "For rows: the value of the question mark in the first poll. For a column with times, "
                    + "write timestamp:2026-01-01 00:00:00.")
    private String cursorStart = "0";

    @UriParam(
            label = "consumer",
            description = "For rows: the column that the query is ordered by. Reading continues after its last value. "
                    + "Default: every poll reads all rows.")
    private String cursor;

    @UriParam(
            label = "consumer",
            description =
                    "For rows: the name by which the ledger keeps the last value of the cursor, also after a restart. "
                            + "Default: the ID of the route.")
    private String cursorName;

    CampaignConfiguration copy() {
        try {
            return (CampaignConfiguration) clone();
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

    public ReportWriter.Format getFormat() {
        return format;
    }

    public void setFormat(ReportWriter.Format format) {
        this.format = format;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
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

    public String getFields() {
        return fields;
    }

    public void setFields(String fields) {
        this.fields = fields;
    }

    public String getChannels() {
        return channels;
    }

    public void setChannels(String channels) {
        this.channels = channels;
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

    public boolean isPauseLeads() {
        return pauseLeads;
    }

    public void setPauseLeads(boolean pauseLeads) {
        this.pauseLeads = pauseLeads;
    }

    public OncePerStep getOnce() {
        return once;
    }

    public void setOnce(OncePerStep once) {
        this.once = once;
    }

    public String getSearch() {
        return search;
    }

    public void setSearch(String search) {
        this.search = search;
    }

    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = state;
    }

    public String getLine() {
        return line;
    }

    public void setLine(String line) {
        this.line = line;
    }

    public boolean isShowNumbers() {
        return showNumbers;
    }

    public void setShowNumbers(boolean showNumbers) {
        this.showNumbers = showNumbers;
    }

    public String getZone() {
        return zone;
    }

    public void setZone(String zone) {
        this.zone = zone;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public long getSettleWait() {
        return settleWait;
    }

    public void setSettleWait(long settleWait) {
        this.settleWait = settleWait;
    }

    public long getLineRest() {
        return lineRest;
    }

    public void setLineRest(long lineRest) {
        this.lineRest = lineRest;
    }

    public long getLongestLineRest() {
        return longestLineRest;
    }

    public void setLongestLineRest(long longestLineRest) {
        this.longestLineRest = longestLineRest;
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

    public String getCursorName() {
        return cursorName;
    }

    public void setCursorName(String cursorName) {
        this.cursorName = cursorName;
    }
}
