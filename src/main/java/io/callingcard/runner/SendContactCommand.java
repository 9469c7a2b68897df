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

/** Sends one card by hand. */
@Command(
        name = "send-contact",
        description = "Sends one contact card. It is no step of a flow: said twice, it is sent twice.",
        mixinStandardHelpOptions = true)
final class SendContactCommand implements Callable<Integer> {

    @Option(names = "--to", required = true, description = "The number, as people type it.")
    private String to;

    @Option(names = "--card", required = true, description = "A .vcf file, or JSON with full_name and phones.")
    private Path card;

    @Option(names = "--via", required = true, description = "The line: ${COMPLETION-CANDIDATES}.")
    private Provider via;

    @Option(names = "--from", description = "Our number, where there are several.")
    private String from;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!Files.isReadable(card)) {
            spec.commandLine().getErr().println("--card: cannot be read; it must name a file");
            return Commands.MISUSED;
        }
        String content = Files.readString(card);
        return Offline.run(
                spec,
                "false",
                camel -> told(camel.createProducerTemplate().request(via.scheme() + ":send-contact", exchange -> {
                    exchange.getMessage().setBody(content);
                    exchange.getMessage().setHeader(CardConstants.RECIPIENT, to);
                    if (from != null) {
                        exchange.getMessage().setHeader(CardConstants.FROM, from);
                    }
                })));
    }

    private int told(Exchange sent) {
        Outcome outcome = sent.getProperty(CardConstants.OUTCOME, Outcome.NOT_SENT, Outcome.class);
        if (sent.getException() != null) {
            spec.commandLine().getErr().println(sent.getException().getMessage());
            return outcome == Outcome.IN_DOUBT ? Commands.IN_DOUBT : Commands.FAILED;
        }
        spec.commandLine().getOut().println(outcome.name().toLowerCase(Locale.ROOT));
        return Commands.DONE;
    }
}
