package io.callingcard.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import io.callingcard.ledger.ChatLedger;

/** Runs an operation of the ledger for an operator. */
@Command(
        name = "ledger",
        description = {
            "Runs an operation of the ledger: component. For example:",
            "  ledger report by=day format=csv",
            "  ledger in-doubt",
            "  ledger plan campaign=welcome",
            "  ledger resolve key=... resolution=SENT",
            "  ledger forget person=+14155550100",
            "The ledger's file has operations of its own:",
            "  ledger check",
            "  ledger backup FILE    (the runner may be running)",
            "  ledger restore FILE   (stop the runner first)",
        },
        mixinStandardHelpOptions = true)
final class LedgerCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "OPERATION",
            description = "The operation, such as report, in-doubt, plan, resolve, forget or opt-out.")
    private String operation;

    @Parameters(
            index = "1..*",
            paramLabel = "NAME=VALUE",
            description = "The options of the operation, or the path of the backup.")
    private List<String> options = List.of();

    @Override
    public Integer call() throws Exception {
        List<String> words = new ArrayList<>();
        words.add(operation.equals("in-doubt") ? "report" : operation);
        if (operation.equals("in-doubt")) {
            words.add("state=IN_DOUBT");
        }
        words.addAll(options);
        return run(words);
    }

    /** Runs an operation on the runner's ledger, unless the words name another file. */
    static int run(List<String> words) throws Exception {
        List<String> all = new ArrayList<>(words);
        if (words.stream().noneMatch(word -> word.startsWith("file="))) {
            String file = ConfigProvider.getConfig()
                    .getOptionalValue("callingcard.ledger.file", String.class)
                    .orElse(new ChatLedger().getFile());
            all.add("file=" + file);
        }
        return LedgerMain.run(all.toArray(String[]::new), System.in, System.out, System.err);
    }
}
