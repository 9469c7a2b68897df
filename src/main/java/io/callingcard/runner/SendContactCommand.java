// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.apache.camel.Exchange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.error.Outcome;

/** Sends one contact card. */
@Command(
        name = "send-contact",
        description = "Sends one contact card, outside of all flows. Running the command twice sends the card twice.",
        mixinStandardHelpOptions = true)
final class SendContactCommand implements Callable<Integer> {

    @Option(names = "--to", required = true, description = "The phone number of the recipient.")
    private String to;

    @Option(names = "--card", required = true, description = "A .vcf file, or a JSON file with full_name and phones.")
    private Path card;

    @Option(names = "--via", required = true, description = "The provider: ${COMPLETION-CANDIDATES}.")
    private Provider via;

    @Option(names = "--from", description = "The number to send from. Required only when the account has several.")
    private String from;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!Files.isReadable(card)) {
            spec.commandLine().getErr().println("--card: cannot be read. Name a file that exists.");
            return Commands.MISUSED;
        }
        String content = Files.readString(card);
        return OfflineCamel.run(
                spec,
                "false",
                camel -> report(camel.createProducerTemplate().request(via.scheme() + ":send-contact", exchange -> {
                    exchange.getMessage().setBody(content);
                    exchange.getMessage().setHeader(CardConstants.RECIPIENT, to);
                    if (from != null) {
                        exchange.getMessage().setHeader(CardConstants.FROM, from);
                    }
                })));
    }

    private int report(Exchange sent) {
        Outcome outcome = sent.getProperty(CardConstants.OUTCOME, Outcome.NOT_SENT, Outcome.class);
        if (sent.getException() != null) {
            spec.commandLine().getErr().println(sent.getException().getMessage());
            return outcome == Outcome.IN_DOUBT ? Commands.IN_DOUBT : Commands.FAILED;
        }
        spec.commandLine().getOut().println(outcome.name().toLowerCase(Locale.ROOT));
        return Commands.DONE;
    }
}
