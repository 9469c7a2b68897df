// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import org.apache.camel.Exchange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.callingcard.card.InvalidPhoneException;
import io.callingcard.ledger.story.StoryLanguage;
import io.callingcard.runner.OfflineLedger.Need;

/** Tells an operator why a person got what, and what comes next. */
@Command(
        name = "why",
        description = {
            "Tells the story of a person: the lead, each message and its outcome, STOP, and what comes next.",
            "Works while the runner is up and while it is down. For example: why +14155550100"
        },
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class WhyCommand implements Callable<Integer> {

    /** The form of the story. */
    enum Format {
        TEXT,
        JSON;

        /** The word that the help shows. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "PERSON", description = "The phone number or email address, such as +14155550100.")
    private String person;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "The form of the story. Default: ${DEFAULT-VALUE}. One of: ${COMPLETION-CANDIDATES}.")
    private Format format;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Your time zone, such as Europe/Berlin. Default: that of the system.")
    private String zone;

    @Option(
            names = "--language",
            paramLabel = "LANGUAGE",
            defaultValue = "en",
            description = "The language of the sentences. Default: ${DEFAULT-VALUE}. One of: ${COMPLETION-CANDIDATES}.")
    private StoryLanguage language;

    @Option(names = "--show-numbers", description = "Shows phone numbers. Default: they are masked.")
    private boolean showNumbers;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The ledger's SQLite file. Default: the ledger of the runner's settings.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Map<String, String> options = new HashMap<>();
        options.put("person", person);
        options.put("format", format.name());
        options.put("zone", zone);
        options.put("language", language.name());
        options.put("showNumbers", Boolean.toString(showNumbers));
        try (OfflineLedger ledger = new OfflineLedger(file, null, Need.LEDGER_AND_CAMPAIGNS)) {
            Exchange done = ledger.run("ledger:explain", options, exchange -> {});
            spec.commandLine()
                    .getOut()
                    .println(done.getMessage().getBody(String.class).stripTrailing());
            return Commands.DONE;
        } catch (InvalidPhoneException e) {
            spec.commandLine().getErr().println(e.at("PERSON").getMessage());
            return Commands.MISUSED;
        }
    }
}
