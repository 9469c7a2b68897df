// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends the requests of a recorded session again, and prints where the answers differ. */
@Command(
        name = "compare",
        description = {
            "Sends the requests of a recorded session to a twin or a real line, and prints each difference as a line of"
                    + " JSON.",
            "Credentials come from CHERT_TENANT, CHERT_SIGNING_SECRET, LINQ_API_KEY, WA_USERNAME and WA_PASSWORD."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 no difference, 1 differences, 2 wrong usage or a wrong file."})
final class CompareCommand implements Callable<Integer> {

    private static final Set<String> READS = Set.of("GET", "HEAD");

    @Parameters(paramLabel = "FILE", description = "The session, as --record wrote it.")
    private Path session;

    @Option(
            names = "--with",
            paramLabel = "PROVIDER=ADDRESS",
            required = true,
            description = "Where the requests of a provider go, for example wa=http://localhost:3000. Requests of other"
                    + " providers are left out.")
    private Map<String, String> addresses;

    @Option(
            names = "--read-only",
            description = "Sends requests that read, and leaves out those that send or change something.")
    private boolean readOnly;

    @Spec
    private CommandSpec spec;

    private final Map<String, AnswerComparison> comparisons = new HashMap<>();
    private int compared;
    private int leftOut;
    private int differences;

    @Override
    public Integer call() throws Exception {
        addresses.forEach(this::check);
        List<SessionLine> lines = TwinFiles.session("FILE", session);
        SessionCaller caller = new SessionCaller(HttpClient.newHttpClient(), System::getenv);
        for (int i = 0; i < lines.size(); i++) {
            SessionLine line = lines.get(i);
            if (!addresses.containsKey(line.provider())
                    || line.isCut()
                    || line.answer().has("stream")
                    || readOnly && !READS.contains(line.method())) {
                leftOut++;
            } else {
                compared++;
                compare(i + 1, line, caller);
            }
        }
        PrintWriter err = spec.commandLine().getErr();
        err.println(compared + " requests compared, " + leftOut + " left out, " + differences + " differences.");
        return differences == 0 ? TwinCommand.DONE : TwinCommand.FAILED;
    }

    private void check(String provider, String address) {
        if (!Twins.PROVIDERS.contains(provider) || !Json.URL.matcher(address).find()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--with: must be chert, linq or wa with an address, such as wa=http://localhost:3000, but is "
                            + provider + "=" + address + ".");
        }
    }

    private void compare(int number, SessionLine line, SessionCaller caller) throws InterruptedException {
        AnswerComparison comparison = comparisons.computeIfAbsent(line.provider(), provider -> new AnswerComparison());
        String root = addresses.get(line.provider()).replaceAll("/+$", "");
        try {
            ObjectNode got = caller.answer(line, root, comparison::translated);
            comparison.differences(line.answer(), got).forEach(each -> print(number, line, each));
        } catch (IOException e) {
            ObjectNode failure = Json.object().put("failure", reason(e, root));
            print(
                    number,
                    line,
                    new AnswerComparison.Difference("", line.answer().path("status"), failure));
        }
    }

    private static String reason(IOException failure, String root) {
        return failure instanceof ConnectException
                ? "no connection to " + root
                : "the connection broke before the answer was complete";
    }

    private void print(int number, SessionLine line, AnswerComparison.Difference difference) {
        differences++;
        ObjectNode row = Json.object()
                .put("line", number)
                .put("request", line.toString())
                .put("where", difference.where());
        row.set("recorded", difference.recorded().isMissingNode() ? null : difference.recorded());
        row.set("got", difference.got().isMissingNode() ? null : difference.got());
        spec.commandLine().getOut().println(row);
    }
}
