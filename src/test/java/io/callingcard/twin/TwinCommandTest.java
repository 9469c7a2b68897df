// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The command line of the twins: its files and sessions. The process itself is tested in TwinProgramIT. */
class TwinCommandTest {

    private static final String TEXT = "{\"phone\":\"14155550100\",\"message\":\"Hello\"}";
    private static final Map<String, String> AS_JSON =
            Map.of("content-type", "application/json", "authorization", "Bearer twin", "x-chert-tenant", "twin");

    @TempDir
    Path folder;

    private String printed;

    private int run(String... words) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        int code = TwinMain.line().setOut(writer).setErr(writer).execute(words);
        printed = out.toString();
        return code;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'kind':'ERROR','code':1007},{'kind':'SLOW'}]|fault 2: kind: is \"SLOW\". It must be one of LATENCY,",
                "[{'code':1007}]|fault 1: kind: is missing. It must be one of LATENCY,",
                "{'kind':'ERROR','kode':1}|fault 1: there is no field \"kode\"; there are bytes, code,",
                "[{'kind':'ERROR','times':0}]|times: is 0. It must be a whole number from 1 to",
                "[{'kind':'ERROR','status':99}]|status: is 99. It must be a whole number from 100 to 599.",
                "[{'kind':'ERROR','probability':2}]|probability: is 2. It must be a number above 0 and up to 1.",
                "[{'kind':'ERROR','provider':'sms'}]|provider: is \"sms\". It must be one of [chert, linq, wa].",
                "[{'kind':'ERROR','path':'('}]|path: is \"(\". It must be a regular expression",
                "[{'kind':'LATENCY','delay_ms':-1}]|delay_ms: is -1.",
                "[1]|fault 1: a fault must be an object such as",
                "[{'kind':'ERROR'}|is not JSON at line 2, column 1. Correct it there.",
            })
    void aWrongFaultIsNamedWithItsFieldAndCure(String faults, String problem) throws IOException {
        Path file = Files.writeString(folder.resolve("faults.json"), faults.replace('\'', '"') + "\n");

        assertThat(run("--port", "0", "--faults", file.toString())).isEqualTo(2);

        assertThat(printed).startsWith("--faults: " + file).contains(problem);
    }

    @Test
    void wrongArgumentsAreNamed() throws IOException {
        Path none = folder.resolve("none/x.jsonl");
        assertThat(run("--prot", "9000")).isEqualTo(2);
        assertThat(printed).contains("--prot", "calling-card-twins --help");
        assertThat(run("--port", "70000")).isEqualTo(2);
        assertThat(printed).startsWith("--port: must be from 0 to 65535, but is 70000.");
        assertThat(run("--dialect", "v8")).isEqualTo(2);
        assertThat(printed).startsWith("--dialect: must be v9 or docs, but is v8.");
        assertThat(run("--seed", "seven")).isEqualTo(2);
        assertThat(printed).contains("--seed", "seven");
        assertThat(run("--faults", none.toString())).isEqualTo(2);
        assertThat(printed).startsWith("--faults: there is no file " + none);
        assertThat(run("--journal", none.toString())).isEqualTo(2);
        assertThat(printed).startsWith("--journal: cannot write " + none);
        assertThat(run("--record", "a", "--replay", "b")).isEqualTo(2);
        assertThat(run("--replay", folder.toString())).isEqualTo(2);
        assertThat(printed).startsWith("--replay: cannot read " + folder);
        Path empty = Files.writeString(folder.resolve("empty.jsonl"), "\n");
        assertThat(run("--replay", empty.toString())).isEqualTo(2);
        assertThat(printed).contains("is empty. Record a session with --record.");
        Path wrong = Files.writeString(folder.resolve("wrong.jsonl"), "{\"provider\":\"wa\",\"request\":{}}\n");
        assertThat(run("--replay", wrong.toString())).isEqualTo(2);
        assertThat(printed).contains("wrong.jsonl, line 1: answer.status: is missing.");
        assertThat(run("compare", wrong.toString(), "--with", "sms=x")).isEqualTo(2);
        assertThat(printed).startsWith("--with: must be chert, linq or wa with an address");
    }

    @Test
    void aPortThatIsInUseIsAFailureWithACure() {
        try (TwinServer other = TwinServer.start()) {
            assertThat(run("--port", Integer.toString(other.port()))).isEqualTo(1);
            assertThat(printed).startsWith("--port: " + other.port() + " is in use. Choose another port");
        }
    }

    /** Records into the file and closes it. */
    private static final class Recording implements AutoCloseable, Session {

        private final LineFile lines;

        Recording(Path file) throws IOException {
            lines = LineFile.open(file);
        }

        @Override
        public void record(ReceivedRequest request, Reply reply) {
            lines.write(SessionLine.of(request, reply).json());
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    private static TwinServer twins(Session session) {
        return TwinServer.start(
                TwinSettings.local().withHooks(new TwinHooks(WaDialect.V9, List.of(), entry -> {}, session)));
    }

    /** A text, a reaction to it, and its history; a card and a share at Chert; a binary upload; a refusal. */
    private Path recorded() throws IOException {
        Path file = folder.resolve("session.jsonl");
        try (Recording recording = new Recording(file);
                TwinCaller caller = new TwinCaller(twins(recording), "", AS_JSON)) {
            String id = caller.call("POST", "wa/send/message", TEXT)
                    .json()
                    .at("/results/message_id")
                    .asText();
            caller.call("POST", "wa/message/" + id + "/reaction", "{\"phone\":\"14155550100\",\"emoji\":\"x\"}");
            caller.call("GET", "wa/chat/14155550100@s.whatsapp.net/messages", null);
            caller.call("POST", "wa/send/contact", "{}");
            String chat = caller.call(
                            "POST",
                            "chert/api/v1/chats/send-contact",
                            "{\"to\":\"+14155550100\",\"contact\":{\"full_name\":\"Mira\"}}")
                    .json()
                    .path("chat_id")
                    .asText();
            caller.call("GET", "chert/api/v1/chats/" + chat + "/messages", null);
            caller.call("GET", "linq/api/partner/v3/phone_numbers", null);
        }
        return file;
    }

    @Test
    void aSessionIsAnsweredAgainAsItWasRecorded() throws IOException {
        List<SessionLine> lines = read(recorded());
        assertThat(lines).hasSize(7);
        try (TwinCaller caller = new TwinCaller(twins(new SessionReplay("session.jsonl", lines)), "", AS_JSON)) {
            TwinCaller.Answer first = caller.call("POST", "wa/send/message", TEXT);
            TwinCaller.Answer again =
                    caller.call("POST", "wa/send/message", "{\"message\":\"Hello\", \"phone\":\"14155550100\"}");

            assertThat(first.json()).isEqualTo(lines.get(0).answer().get("json"));
            assertThat(again.json()).isEqualTo(first.json());
            assertThat(caller.call("POST", "wa/send/contact", "{}").status()).isEqualTo(400);
            assertThat(caller.twin.journal()).isEmpty();
        }
    }

    @Test
    void aRequestThatIsNotInTheSessionIsNamed() throws IOException {
        List<SessionLine> lines = read(recorded());
        try (TwinCaller caller = new TwinCaller(twins(new SessionReplay("session.jsonl", lines)), "", AS_JSON)) {
            TwinCaller.Answer other = caller.call("POST", "wa/send/message", "{}");
            TwinCaller.Answer unknown = caller.call("GET", "linq/api/partner/v3/chats?limit=1", null);

            TwinCaller.Answer device = caller.call(
                    "POST", "wa/send/message", TEXT, Map.of("x-device-id", "two", "content-type", "application/json"));

            assertThat(device.status()).isEqualTo(404);
            assertThat(other.status()).isEqualTo(404);
            assertThat(other.headers().firstValue("content-type")).hasValue("application/problem+json");
            assertThat(other.json().path("detail").asText())
                    .isEqualTo("POST /send/message of wa is not in session.jsonl."
                            + " The session has this call only with another body or device.");
            assertThat(unknown.json().path("detail").asText())
                    .startsWith("GET /api/partner/v3/chats?limit=1 of linq is not in session.jsonl.");
        }
    }

    private List<SessionLine> read(Path file) {
        try {
            return TwinFiles.session("--replay", file);
        } catch (WrongFileException e) {
            throw new IllegalStateException(e);
        }
    }

    private String[] compare(Path file, TwinServer with, String... more) {
        List<String> words = new ArrayList<>(List.of("compare", file.toString()));
        words.addAll(List.of(more));
        for (String provider : List.of("chert", "linq", "wa")) {
            words.addAll(List.of("--with", provider + "=" + with.root(provider)));
        }
        return words.toArray(String[]::new);
    }

    @Test
    void aTwinWithOtherIdsAndTimesDoesNotDiffer() throws IOException {
        Path file = recorded();
        try (TwinServer other = TwinServer.start()) {
            assertThat(run(compare(file, other))).as(printed).isZero();

            assertThat(printed.strip()).isEqualTo("7 requests compared, 0 left out, 0 differences.");
            assertThat(other.journal()).extracting(JournalEntry::kind).containsExactly("text", "reaction", "card");
        }
    }

    @Test
    void aDifferenceIsPrintedWithItsLineAndPlace() throws IOException {
        Path file = recorded();
        try (TwinServer other = TwinServer.start()) {
            other.wa().dialect("docs");

            assertThat(run(compare(file, other))).isEqualTo(1);

            assertThat(printed)
                    .contains("{\"line\":1,\"request\":\"POST /send/message of wa\",\"where\":\"/json/message\"")
                    .contains("\"got\":\"Success\"");
        }
    }

    @Test
    void nothingIsSentIfItOnlyReads() throws IOException {
        Path file = recorded();
        try (TwinServer other = TwinServer.start()) {
            run(compare(file, other, "--read-only"));

            assertThat(printed).contains("3 requests compared, 4 left out");
            assertThat(other.journal()).isEmpty();
            assertThat(other.requests()).extracting(ReceivedRequest::method).containsOnly("GET");
        }
    }

    @Test
    void aLineThatIsAwayIsADifference() throws IOException {
        Path file = recorded();
        TwinServer other = TwinServer.start();
        other.close();

        assertThat(run(compare(file, other))).isEqualTo(1);
        assertThat(printed).contains("\"got\":{\"failure\":\"no connection to " + other.root("wa") + "\"}");
    }

    @Test
    void uploadsAreComparedWithoutTheirBoundary() throws IOException {
        Path file = folder.resolve("upload.jsonl");
        try (Recording recording = new Recording(file);
                TwinCaller caller = new TwinCaller(twins(recording), "", Map.of())) {
            upload(caller, "one");
        }
        List<SessionLine> lines = read(file);
        try (TwinCaller caller = new TwinCaller(twins(new SessionReplay("upload.jsonl", lines)), "", Map.of())) {
            assertThat(upload(caller, "another").status()).isEqualTo(200);
        }
        try (TwinServer other = TwinServer.start()) {
            assertThat(run(compare(file, other))).as(printed).isZero();
        }
    }

    private static TwinCaller.Answer upload(TwinCaller caller, String boundary) {
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"";
        String body = head + "phone\"\r\n\r\n14155550100\r\n" + head
                + "file\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nabc\r\n--" + boundary + "--\r\n";
        return caller.call(
                "POST", "wa/send/file", body, Map.of("content-type", "multipart/form-data; boundary=" + boundary));
    }
}
