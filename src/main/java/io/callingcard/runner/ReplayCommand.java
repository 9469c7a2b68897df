package io.callingcard.runner;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has what was put aside tried again. */
@Command(
        name = "replay",
        description = "Leads that were put aside wait again; the steps of them that were sent are not sent again.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Option(names = "--campaign", description = "Of this campaign only; of all by default.")
    private String campaign;

    @Override
    public Integer call() throws Exception {
        return LedgerCommand.run(campaign == null ? List.of("replay") : List.of("replay", "campaign=" + campaign));
    }
}
