package io.callingcard.lint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the project ships has no findings. */
class ShippedFlowsTest {

    private static void hasNoFindings(List<LintFile> files) {
        assertThat(files).isNotEmpty();
        assertThat(Linted.active(files.toArray(LintFile[]::new))).isEmpty();
    }

    @Test
    void theRoutes() throws IOException {
        hasNoFindings(Linted.folder("routes"));
    }

    @Test
    void theKamelets() throws IOException {
        hasNoFindings(Linted.folder("kamelets"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chert-welcome",
                "crm-daily-share",
                "inbound-autoreply",
                "kamelets-only",
                "linq-name-and-photo",
                "operations",
                "plain-camel-main",
                "spring-boot",
                "two-nodes"
            })
    void theExamples(String example) throws IOException {
        // Several examples load the routes of the jar beside their own.
        List<LintFile> files = new ArrayList<>(Linted.folder("routes"));
        files.addAll(Linted.folder("examples/" + example));
        hasNoFindings(files);
    }
}
