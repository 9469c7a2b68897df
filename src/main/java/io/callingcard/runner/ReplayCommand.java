package io.callingcard.runner;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Retries the leads that were set aside. */
@Command(
        name = "replay",
        description = "Retries leads that were set aside. Steps that were sent are not sent again.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Option(names = "--campaign", description = "The campaign whose leads are retried. Default: all campaigns.")
    private String campaign;

    @Override
    public Integer call() throws Exception {
        return LedgerCommand.run(campaign == null ? List.of("replay") : List.of("replay", "campaign=" + campaign));
    }
}
