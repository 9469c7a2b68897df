// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

import io.callingcard.provider.fixture.RawServer;
import io.callingcard.twin.Fault;
import io.callingcard.twin.ReceivedRequest;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code calling-card conform} against the twins, and against stand-ins that are wrong. */
class ConformCommandTest {

    private static final String TO = "+14155550100";

    private TwinServer twins;
    private String printed;

    @BeforeEach
    void start() {
        twins = TwinServer.start();
    }

    @AfterEach
    void stop() {
        twins.close();
    }

    private int run(String... words) {
        StringWriter out = new StringWriter();
        CommandLine line =
                Commands.line(words).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        int code = line.execute(words);
        printed = out.toString();
        return code;
    }

    private int conform(Provider via, String address, String... more) {
        List<String> words =
                new ArrayList<>(List.of("conform", "--via", via.scheme(), "--base-url", address, "--format", "json"));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private String address(Provider via) {
        return via.twinUrl("http://localhost:" + twins.port());
    }

    private List<JsonNode> results() throws IOException {
        List<JsonNode> results = new ArrayList<>();
        new ObjectMapper().readTree(printed).forEach(results::add);
        return results;
    }

    private List<String> ids(String verdict) throws IOException {
        return results().stream()
                .filter(each -> each.path("verdict").asText().equals(verdict))
                .map(each -> each.path("id").asText())
                .toList();
    }

    static Stream<Arguments> dialects() {
        return Stream.of(
                Arguments.of(Provider.CHERT, "v9"),
                Arguments.of(Provider.LINQ, "v9"),
                Arguments.of(Provider.WA, "v9"),
                Arguments.of(Provider.WA, "docs"));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void theTwinsDoNotDiffer(Provider via, String dialect) throws IOException {
        twins.wa().dialect(dialect);

        assertThat(conform(via, address(via), "--to", "+1 (415) 555-0100"))
                .as(printed)
                .isZero();

        assertThat(ids("ok")).hasSameSizeAs(ConformCheck.of(via));
        assertThat(twins.journal(TO)).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void nothingIsSentIfItOnlyReads(Provider via) throws IOException {
        assertThat(conform(via, address(via), "--read-only")).as(printed).isZero();

        assertThat(ids("ok")).isNotEmpty();
        assertThat(twins.journal()).isEmpty();
        assertThat(twins.requests())
                .isNotEmpty()
                .extracting(ReceivedRequest::method)
                .containsOnly("GET");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void aStandInThatSaysYesToAllIsFound(Provider via) throws IOException {
        try (RawServer wrong = RawServer.answering(request -> RawServer.Answer.ok("{\"status\":\"sent\"}"))) {
            assertThat(conform(via, wrong.url(), "--to", TO)).isEqualTo(1);

            assertThat(ids("ok")).isEmpty();
            assertThat(ids("different")).isNotEmpty();
            assertThat(printed).doesNotContain("Bearer");
        }
    }

    @Test
    void oneWrongAnswerIsFoundWithPlaceAndValues() throws IOException {
        twins.inject(Fault.error(1002).on("POST", "chats/send-contact"));

        assertThat(conform(Provider.CHERT, address(Provider.CHERT), "--to", TO)).isEqualTo(1);

        assertThat(ids("different")).containsExactly("chert-card-missing");
        JsonNode found = results().stream()
                .filter(each -> each.path("verdict").asText().equals("different"))
                .findFirst()
                .orElseThrow();
        assertThat(found.path("differences")).hasSize(1);
        assertThat(found.at("/got/~1error~1code").asInt()).isEqualTo(1002);
        assertThat(found.at("/expected/~1error~1code").asInt()).isEqualTo(1001);
        assertThat(found.at("/request/path").asText()).isEqualTo("/api/v1/chats/send-contact");
    }

    @Test
    void textHasALineForEachCheckAndDifference() {
        twins.inject(Fault.error("INVALID_WA_CLI").on("GET", "/app/status"));

        assertThat(run("conform", "--via", "wa", "--base-url", twins.root("wa"), "--read-only"))
                .isEqualTo(1);

        assertThat(printed)
                .contains("ok        wa-health ")
                .contains("different wa-status ")
                .contains("          status: expected 200, got 500")
                .contains("skipped   wa-text ")
                .contains("1 different");
    }

    @Test
    void aLineThatIsAwayIsADifference() throws IOException {
        String address = address(Provider.WA);
        twins.close();

        assertThat(conform(Provider.WA, address, "--read-only")).isEqualTo(1);

        assertThat(results().get(0).at("/got/failure").asText()).isEqualTo("no connection to " + address);
        run("conform", "--via", "wa", "--base-url", address, "--read-only");
        assertThat(printed)
                .contains("failure: no connection to " + address)
                .contains("(it is no read)", "(it needs --to)");
    }

    @Test
    void wrongUseNamesTheOptionAndTheCure() {
        assertThat(conform(Provider.WA, address(Provider.WA))).isEqualTo(2);
        assertThat(printed).startsWith("--to: is missing.").contains("--read-only");
        assertThat(conform(Provider.WA, address(Provider.WA), "--to", "4155550100"))
                .isEqualTo(2);
        assertThat(printed).startsWith("--to: has no country code.");
        assertThat(run("conform", "--via", "wa", "--read-only")).isEqualTo(2);
        assertThat(printed).startsWith("--base-url: is missing.").contains("WA_BASE_URL");
        assertThat(conform(Provider.CHERT, "https://chert.example.com", "--read-only"))
                .isEqualTo(2);
        assertThat(printed).startsWith("CHERT_SIGNING_SECRET: is missing.");
        assertThat(run("conform", "--via", "sms", "--read-only")).isEqualTo(2);
        assertThat(printed).contains("CHERT, LINQ, WA");
        assertThat(twins.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void eachCheckSaysWhatMustHoldAndWhereThatIsDocumented(Provider via) throws IOException {
        List<ConformCheck> checks = ConformCheck.of(via);

        assertThat(checks).extracting(ConformCheck::id).doesNotHaveDuplicates();
        assertThat(checks).allSatisfy(check -> {
            assertThat(check.id()).matches(via.scheme() + "-[a-z-]+");
            assertThat(check.sentence()).matches("[A-Z].*\\.");
            assertThat(check.documented()).matches(".*\\[(seed|docs|source)].*");
            assertThat(check.expect().has("status")).isTrue();
            assertThat(Set.of("GET", "POST")).contains(check.method());
            assertThat(check.isRead() && check.sends()).isFalse();
        });
    }
}
