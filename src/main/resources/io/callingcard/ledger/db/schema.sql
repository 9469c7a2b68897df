-- The tables of the ledger and the campaigns: the statements that create version 1, those that upgrade it to version 2,
-- and so on. Schema splits the file at the lines that name a version. Words in braces stand for what databases write
-- differently (Dialect).

-- Version 1: Received events, cursors, and keys that were seen.
CREATE TABLE callingcard_inbox (
    subscriber  VARCHAR(100) NOT NULL,
    event_id    VARCHAR(200) NOT NULL,
    state       SMALLINT     NOT NULL,
    body        {bytes},
    received_at BIGINT       NOT NULL,
    due_at      BIGINT       NOT NULL,
    attempts    INTEGER      NOT NULL,
    token       VARCHAR(40),
    PRIMARY KEY (subscriber, event_id));
CREATE INDEX callingcard_inbox_due ON callingcard_inbox (subscriber, due_at) WHERE state < 2;
CREATE TABLE callingcard_cursor (
    name     VARCHAR(200) NOT NULL PRIMARY KEY,
    position VARCHAR(500) NOT NULL);
CREATE TABLE callingcard_seen (
    name    VARCHAR(300) NOT NULL PRIMARY KEY,
    seen_at BIGINT       NOT NULL);

-- Version 2: Claims, chats, leads, shares, budgets and opt-outs.
CREATE TABLE callingcard_claim (
    claim_key   VARCHAR(400) {bytewise} NOT NULL PRIMARY KEY,
    flow        VARCHAR(100),
    step        VARCHAR(100),
    chat        VARCHAR(200),
    slot        VARCHAR(60),
    state       SMALLINT     NOT NULL,
    decision    SMALLINT,
    token       VARCHAR(40)  NOT NULL,
    attempts    INTEGER      NOT NULL,
    claimed_at  BIGINT       NOT NULL,
    lease_until BIGINT       NOT NULL,
    begun_at    BIGINT,
    settled_at  BIGINT,
    provider    VARCHAR(20),
    operation   VARCHAR(50),
    repeatable  SMALLINT,
    traces      VARCHAR(500),
    message_id  VARCHAR(300)) {clustered};
CREATE INDEX callingcard_claim_open ON callingcard_claim (lease_until) WHERE state IN (0, 1, 3);
CREATE TABLE callingcard_chat (
    chat        VARCHAR(200) NOT NULL PRIMARY KEY,
    provider    VARCHAR(20)  NOT NULL,
    line        VARCHAR(100),
    person      VARCHAR(200),
    chat_id     VARCHAR(300),
    zone        VARCHAR(60),
    first_at    BIGINT       NOT NULL,
    outbound_at BIGINT) {clustered};
CREATE TABLE callingcard_alias (
    alias VARCHAR(200) NOT NULL PRIMARY KEY,
    chat  VARCHAR(200) NOT NULL);
CREATE INDEX callingcard_alias_chat ON callingcard_alias (chat);
CREATE INDEX callingcard_chat_person ON callingcard_chat (person);
CREATE TABLE callingcard_setting (
    name  VARCHAR(50)  NOT NULL PRIMARY KEY,
    value VARCHAR(200) NOT NULL);
CREATE TABLE callingcard_opt_out (
    person VARCHAR(100) NOT NULL PRIMARY KEY,
    at     BIGINT       NOT NULL);
CREATE TABLE callingcard_lead (
    lead_key    VARCHAR(300) NOT NULL PRIMARY KEY,
    campaign    VARCHAR(100) NOT NULL,
    person      VARCHAR(200) NOT NULL,
    wanted      VARCHAR(100),
    line        VARCHAR(100),
    state       SMALLINT     NOT NULL,
    body        {bytes},
    added_at    BIGINT       NOT NULL,
    due_at      BIGINT       NOT NULL,
    lease_until BIGINT       NOT NULL,
    attempts    INTEGER      NOT NULL,
    token       VARCHAR(40),
    reason      VARCHAR(300));
CREATE INDEX callingcard_lead_due ON callingcard_lead (campaign, due_at) WHERE state < 2;
CREATE INDEX callingcard_lead_person ON callingcard_lead (person);
CREATE TABLE callingcard_share (
    flow      VARCHAR(100) NOT NULL,
    chat      VARCHAR(200) {bytewise} NOT NULL,
    campaign  VARCHAR(100) NOT NULL,
    due_at    BIGINT       NOT NULL,
    shared_at BIGINT,
    shares    INTEGER      NOT NULL,
    every_ms  BIGINT       NOT NULL,
    most      INTEGER      NOT NULL,
    zone      VARCHAR(60),
    ended     VARCHAR(60),
    PRIMARY KEY (flow, chat)) {clustered};
CREATE INDEX callingcard_share_due ON callingcard_share (flow, chat, due_at) WHERE ended IS NULL;
CREATE INDEX callingcard_share_chat ON callingcard_share (chat);
CREATE TABLE callingcard_budget (
    line    VARCHAR(120) NOT NULL,
    kind    VARCHAR(40)  NOT NULL,
    day     VARCHAR(10)  NOT NULL,
    spent   INTEGER      NOT NULL,
    last_at BIGINT       NOT NULL,
    PRIMARY KEY (line, kind));
CREATE TABLE callingcard_pause (
    line   VARCHAR(120) NOT NULL PRIMARY KEY,
    till   BIGINT       NOT NULL,
    reason VARCHAR(300));
INSERT INTO callingcard_claim
    (claim_key, state, token, attempts, claimed_at, lease_until, settled_at)
    SELECT name, 2, '', 1, seen_at, seen_at, seen_at FROM callingcard_seen;
DROP TABLE callingcard_seen;

-- Version 3: Partial indexes for the few rows that are still open, and the time zones of hidden numbers.
ALTER TABLE callingcard_chat ADD COLUMN zones VARCHAR(2000);
DROP INDEX callingcard_lead_due;
CREATE INDEX callingcard_lead_begun ON callingcard_lead (campaign, due_at) WHERE state < 2 AND line IS NOT NULL;
CREATE INDEX callingcard_lead_new ON callingcard_lead (campaign, wanted, due_at) WHERE state < 2 AND line IS NULL;
DROP INDEX callingcard_claim_open;
CREATE INDEX callingcard_claim_open ON callingcard_claim (claim_key) WHERE state IN (0, 1, 3) AND decision IS NULL;

-- Version 4: Every attempt at a step. What was in doubt before cannot be repeated: its content is not known.
CREATE TABLE callingcard_attempt (
    claim_key        VARCHAR(400) {bytewise} NOT NULL,
    number           INTEGER      NOT NULL,
    provider         VARCHAR(20)  NOT NULL,
    operation        VARCHAR(50)  NOT NULL,
    content          VARCHAR(50),
    traces           VARCHAR(500),
    begun_at         BIGINT,
    repeatable_until BIGINT       NOT NULL,
    ended_at         BIGINT,
    outcome          SMALLINT,
    resent           SMALLINT     NOT NULL,
    reason           VARCHAR(300),
    retryable        SMALLINT,
    code             VARCHAR(100),
    status           INTEGER,
    trace_id         VARCHAR(100),
    message_id       VARCHAR(300),
    PRIMARY KEY (claim_key, number)) {clustered};
INSERT INTO callingcard_attempt (claim_key, number, provider, operation, traces, begun_at,
        repeatable_until, ended_at, outcome, resent, message_id)
    SELECT claim_key, 1, provider, operation, traces, begun_at, 0, settled_at,
        CASE state WHEN 2 THEN 0 WHEN 4 THEN 1 WHEN 3 THEN 2 END, 0, message_id
    FROM callingcard_claim WHERE begun_at IS NOT NULL;
ALTER TABLE callingcard_claim DROP COLUMN repeatable;
ALTER TABLE callingcard_claim DROP COLUMN traces;

-- Version 5: Lines that cannot send, and what was skipped in doubt.
CREATE TABLE callingcard_rest (
    line       VARCHAR(120) NOT NULL PRIMARY KEY,
    till       BIGINT       NOT NULL,
    wait_ms    BIGINT       NOT NULL,
    longest_ms BIGINT       NOT NULL,
    reason     VARCHAR(300));
CREATE INDEX callingcard_lead_doubtful ON callingcard_lead (line) WHERE state = 4;
CREATE INDEX callingcard_claim_decided ON callingcard_claim (claim_key) WHERE state = 3 AND decision IS NOT NULL;

-- Version 6: Opt-outs are hashed with a key that is not in here. An earlier release would not find them, so it must
--   not open these tables. Rows that were deleted before may still be readable in a SQLite file.
INSERT INTO callingcard_setting (name, value) VALUES ('remains', '1');

-- Version 7: The text of a follow-up that is sent later.
ALTER TABLE callingcard_share ADD COLUMN text VARCHAR(10000);

-- Version 8: How people opted out, and where the records are found that were refused.
ALTER TABLE callingcard_opt_out ADD COLUMN way VARCHAR(100);
CREATE TABLE callingcard_refusal (
    source   VARCHAR(100) NOT NULL,
    place    VARCHAR(300) NOT NULL,
    field    VARCHAR(200) NOT NULL,
    reason   VARCHAR(300) NOT NULL,
    times    INTEGER      NOT NULL,
    first_at BIGINT       NOT NULL,
    last_at  BIGINT       NOT NULL,
    PRIMARY KEY (source, place)) {clustered};

-- Version 9: The leads of a line that have begun, so that each line takes only as many as it has places.
DROP INDEX callingcard_lead_begun;
CREATE INDEX callingcard_lead_begun ON callingcard_lead (campaign, line, due_at) WHERE state < 2 AND line IS NOT NULL;

-- Version 10: What a story of a person needs: where a lead came from, why it waits or ended, when shares began and
--   ended, how doubts were settled, and by which messages people opted out and in.
ALTER TABLE callingcard_lead ADD COLUMN origin TEXT;
ALTER TABLE callingcard_lead ADD COLUMN code VARCHAR(40);
ALTER TABLE callingcard_share ADD COLUMN added_at BIGINT;
ALTER TABLE callingcard_share ADD COLUMN ended_at BIGINT;
ALTER TABLE callingcard_claim ADD COLUMN settled_by SMALLINT;
ALTER TABLE callingcard_attempt ADD COLUMN settled_at BIGINT;
ALTER TABLE callingcard_attempt ADD COLUMN settled_by SMALLINT;
CREATE TABLE callingcard_consent (
    person     VARCHAR(100) NOT NULL,
    at         BIGINT       NOT NULL,
    given      SMALLINT     NOT NULL,
    way        VARCHAR(100),
    provider   VARCHAR(20),
    message_id VARCHAR(200),
    PRIMARY KEY (person, at, given)) {clustered};

-- Version 11: Whose record was refused, where it came from and why, and who settled a doubt.
ALTER TABLE callingcard_refusal ADD COLUMN person VARCHAR(100);
ALTER TABLE callingcard_refusal ADD COLUMN code VARCHAR(40);
ALTER TABLE callingcard_refusal ADD COLUMN origin TEXT;
CREATE INDEX callingcard_refusal_person ON callingcard_refusal (person) WHERE person IS NOT NULL;
ALTER TABLE callingcard_claim ADD COLUMN settled_actor VARCHAR(100);
ALTER TABLE callingcard_attempt ADD COLUMN settled_actor VARCHAR(100);

-- Version 12: What people do at the console: edits of campaigns, and pauses of campaigns and of whole lines.
CREATE TABLE callingcard_campaign (
    name       VARCHAR(100) NOT NULL,
    version    INTEGER      NOT NULL,
    definition TEXT,
    saved_at   BIGINT       NOT NULL,
    saved_by   VARCHAR(100),
    note       VARCHAR(300),
    PRIMARY KEY (name, version)) {clustered};
CREATE TABLE callingcard_campaign_pause (
    campaign  VARCHAR(100) NOT NULL PRIMARY KEY,
    paused_at BIGINT       NOT NULL,
    paused_by VARCHAR(100));
ALTER TABLE callingcard_pause ADD COLUMN leads SMALLINT;

-- Version 13: What the operator's console looks for and writes down: names of people, and who did what.
ALTER TABLE callingcard_lead ADD COLUMN name VARCHAR(200);
CREATE TABLE callingcard_audit (
    at        BIGINT       NOT NULL,
    id        VARCHAR(40)  NOT NULL,
    user_name VARCHAR(100) NOT NULL,
    action    VARCHAR(40)  NOT NULL,
    target    VARCHAR(120),
    details   VARCHAR(500),
    PRIMARY KEY (at, id)) {clustered};

-- Version 14: A sweep touches the shares that are due, and not all of them.
DROP INDEX callingcard_share_due;
CREATE INDEX callingcard_share_due ON callingcard_share (flow, due_at) WHERE ended IS NULL;

-- Version 15: Which node drives which line, and the nodes that live.
CREATE TABLE callingcard_line (
    line         VARCHAR(200) NOT NULL PRIMARY KEY,
    node         VARCHAR(100),
    fence        BIGINT       NOT NULL,
    taken_at     BIGINT       NOT NULL,
    lease_until  BIGINT       NOT NULL,
    free_at      BIGINT       NOT NULL,
    hold_ms      BIGINT       NOT NULL,
    wanted_by    VARCHAR(100),
    wanted_until BIGINT       NOT NULL);
CREATE TABLE callingcard_node (
    node       VARCHAR(100) NOT NULL PRIMARY KEY,
    seen_until BIGINT       NOT NULL);

-- Version 16: Room in each page of PostgreSQL, so that an updated row stays in its page and its indexes stay as
--   they are.
{only postgresql}ALTER TABLE callingcard_claim SET (fillfactor = 80);
{only postgresql}ALTER TABLE callingcard_attempt SET (fillfactor = 80);
{only postgresql}ALTER TABLE callingcard_chat SET (fillfactor = 80);
{only postgresql}ALTER TABLE callingcard_lead SET (fillfactor = 80);

-- Version 17: A purge reads the old pages only: rows lie in the order in which they were added.
{only postgresql}CREATE INDEX callingcard_claim_age ON callingcard_claim USING brin (claimed_at);

-- Version 18: Attempts at steps that were sent long ago, and leads that ended long ago. Only stories read them.
CREATE TABLE callingcard_cold_attempt (
    claim_key        VARCHAR(400) {bytewise} NOT NULL,
    number           INTEGER      NOT NULL,
    provider         VARCHAR(20)  NOT NULL,
    operation        VARCHAR(50)  NOT NULL,
    content          VARCHAR(50),
    traces           VARCHAR(500),
    begun_at         BIGINT,
    repeatable_until BIGINT       NOT NULL,
    ended_at         BIGINT,
    outcome          SMALLINT,
    resent           SMALLINT     NOT NULL,
    reason           VARCHAR(300),
    retryable        SMALLINT,
    code             VARCHAR(100),
    status           INTEGER,
    trace_id         VARCHAR(100),
    message_id       VARCHAR(300),
    settled_at       BIGINT,
    settled_by       SMALLINT,
    settled_actor    VARCHAR(100),
    PRIMARY KEY (claim_key, number)) {clustered};
CREATE TABLE callingcard_cold_lead (
    lead_key    VARCHAR(300) NOT NULL PRIMARY KEY,
    campaign    VARCHAR(100) NOT NULL,
    person      VARCHAR(200) NOT NULL,
    wanted      VARCHAR(100),
    line        VARCHAR(100),
    state       SMALLINT     NOT NULL,
    body        {bytes},
    added_at    BIGINT       NOT NULL,
    due_at      BIGINT       NOT NULL,
    lease_until BIGINT       NOT NULL,
    attempts    INTEGER      NOT NULL,
    token       VARCHAR(40),
    reason      VARCHAR(300),
    origin      TEXT,
    code        VARCHAR(40),
    name        VARCHAR(200));
CREATE INDEX callingcard_cold_lead_person ON callingcard_cold_lead (person);
