// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the twins until the process is ended. */
@Command(
        name = "calling-card-twins",
        description = "Runs stand-ins of Chert, Linq and the WhatsApp gateway.",
        mixinStandardHelpOptions = true,
        version = "Calling Card twins",
        subcommands = CompareCommand.class,
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong usage or a wrong file."})
final class TwinCommand implements Callable<Integer> {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int MISUSED = 2;

    private static final int LAST_PORT = 65_535;

    @Option(names = "--port", defaultValue = "8081", description = "The port; 0 for any free one. Default: 8081.")
    private int port;

    @Option(
            names = "--allow-remote",
            description = "Listens on all addresses, and lets other machines call and be called. Default: this machine"
                    + " only.")
    private boolean allowRemote;

    @Option(
            names = "--seed",
            description = "Determines the ids, so that they are the same at each start. Default: others at each start.")
    private Long seed;

    @Option(names = "--faults", paramLabel = "FILE", description = "A JSON file with faults that happen from startup.")
    private Path faults;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "Adds everything that phones receive to this file, one line of JSON each.")
    private Path journal;

    @Option(
            names = "--dialect",
            paramLabel = "v9|docs",
            defaultValue = "v9",
            description = "How the gateway answers where its program and its documentation differ. Default: v9.")
    private String dialect;

    @ArgGroup
    private SessionFile session;

    /** At most one of the two. */
    private static final class SessionFile {

        @Option(
                names = "--record",
                paramLabel = "FILE",
                description = "Adds all requests and answers to this file, without secrets.")
        private Path record;

        @Option(
                names = "--replay",
                paramLabel = "FILE",
                description = "Answers from a recorded file. A request that is not in it is answered with 404.")
        private Path replay;
    }

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > LAST_PORT) {
            throw new ParameterException(spec.commandLine(), "--port: must be from 0 to 65535, but is " + port + ".");
        }
        try (GrowingFiles files = new GrowingFiles()) {
            return run(settings(files));
        }
    }

    private TwinSettings settings(GrowingFiles files) throws WrongFileException {
        TwinSettings usual = TwinSettings.local().onPort(port).withAllowRemote(allowRemote);
        TwinSettings here = allowRemote ? usual.onHost("0.0.0.0") : usual;
        TwinHooks hooks = new TwinHooks(
                dialect(),
                faults == null ? List.of() : TwinFiles.faults(faults),
                files.journal(journal),
                files.session(session));
        return (seed == null ? here : here.withSeed(seed)).withHooks(hooks);
    }

    private WaDialect dialect() {
        try {
            return WaDialect.of(dialect);
        } catch (Refusal unknown) {
            throw new ParameterException(spec.commandLine(), "--" + unknown.getMessage() + ".");
        }
    }

    private int run(TwinSettings settings) throws InterruptedException {
        try (TwinServer server = TwinServer.start(settings)) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "Chert answers at %s, Linq at %s, the WhatsApp gateway at %s; the journal is at %s%n",
                            server.root("chert"), server.root("linq"), server.root("wa"), server.root("journal"))
                    .flush();
            Thread.currentThread().join();
            return DONE;
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof BindException)) {
                throw e;
            }
            spec.commandLine()
                    .getErr()
                    .println("--port: " + port + " is in use. Choose another port, or end the process that has it.");
            return FAILED;
        }
    }

    /** The files that grow while the twins run. */
    private static final class GrowingFiles implements AutoCloseable {

        private final List<LineFile> open = new ArrayList<>();

        Consumer<JournalEntry> journal(Path file) throws WrongFileException {
            if (file == null) {
                return entry -> {};
            }
            LineFile lines = grow("--journal", file);
            return entry -> lines.write(entry.json());
        }

        Session session(SessionFile given) throws WrongFileException {
            if (given == null) {
                return Session.NONE;
            }
            if (given.replay != null) {
                return new SessionReplay(given.replay.toString(), TwinFiles.session("--replay", given.replay));
            }
            LineFile lines = grow("--record", given.record);
            return new Session() {
                @Override
                public void record(ReceivedRequest request, Reply reply) {
                    lines.write(SessionLine.of(request, reply).json());
                }
            };
        }

        private LineFile grow(String option, Path file) throws WrongFileException {
            LineFile lines = TwinFiles.grow(option, file);
            open.add(lines);
            return lines;
        }

        @Override
        public void close() throws IOException {
            for (LineFile each : open) {
                each.close();
            }
        }
    }
}
