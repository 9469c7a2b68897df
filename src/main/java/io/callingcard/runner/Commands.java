// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of the runner. */
@Command(
        name = "calling-card",
        description = {
            "Runs campaigns, and looks after their ledger. Use COMMAND --help for the options of a command.",
            "",
            "The script bin/calling-card has more commands:",
            "  start         Starts the runner. Options: -Dname=value.",
            "  twins         Starts the twins alone. Options: -Dname=value.",
            "  prepare       Makes the class archives now, for an image. Otherwise the first start and command make them.",
            ""
        },
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        versionProvider = Commands.Version.class,
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong usage or missing settings, 3 in doubt."})
final class Commands implements Runnable {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int MISUSED = CommandLine.ExitCode.USAGE;
    static final int IN_DOUBT = 3;

    /** All commands. They are not those of the root, which picocli would read at each start. */
    @Command(
            subcommands = {
                CheckCommand.class,
                SendContactCommand.class,
                LedgerCommand.class,
                LeadsCommand.class,
                LinesCommand.class,
                WhyCommand.class,
                ForecastCommand.class,
                ConformCommand.class,
                SimulateCommand.class
            })
    private static final class All {}

    /** Runs a command and returns its exit code. */
    static int run(String... arguments) {
        // Without the runner nothing sets a level, and each trace message would be formatted and thrown away.
        Logger.getLogger("").setLevel(Level.WARNING);
        return line(arguments).execute(arguments);
    }

    /**
     * Returns the command line for these arguments, which tests run with writers of their own. It has the named command alone,
     * because reading the annotations of all takes longer than most commands; or all of them, if none is named.
     */
    static CommandLine line(String... arguments) {
        CommandLine line = new CommandLine(new Commands());
        String first = arguments.length > 0 ? arguments[0] : "";
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        for (Class<?> command : All.class.getAnnotation(Command.class).subcommands()) {
            commands.put(command.getAnnotation(Command.class).name(), command);
        }
        commands.forEach((name, command) -> {
            if (name.equals(first) || !commands.containsKey(first)) {
                line.addSubcommand(name, command);
            }
        });
        // Its operations are methods.
        CommandLine ledger = line.getSubcommands().get("ledger");
        if (ledger != null) {
            addOperations(ledger, commands.get("ledger"), arguments.length > 1 ? arguments[1] : "");
        }
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Commands::misused)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    String last = null;
                    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                        // A cause that its wrapper repeats is no news.
                        if (cause.getMessage() != null && (last == null || !last.contains(cause.getMessage()))) {
                            last = cause.getMessage();
                            command.getErr().println(last);
                            if (cause instanceof IllegalArgumentException && Reasons.namesAField(last)) {
                                break;
                            }
                        }
                    }
                    return failure instanceof SettingsException ? MISUSED : FAILED;
                });
    }

    /** Adds the named operation, or all. */
    private static void addOperations(CommandLine ledger, Class<?> type, String name) {
        List<Method> named = CommandLine.getCommandMethods(type, name);
        (named.isEmpty() ? CommandLine.getCommandMethods(type, null) : named).forEach(method -> {
            CommandLine operation = new CommandLine(method);
            ledger.addSubcommand(operation.getCommandName(), operation);
        });
    }

    /** Says what is wrong, and lists what is right. The whole help would hide both. */
    private static int misused(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(mistake.getMessage());
        CommandSpec spec = command.getCommandSpec();
        if (!spec.subcommands().isEmpty()) {
            err.println(spec.subcommands().entrySet().stream()
                    .filter(each ->
                            !each.getValue().getCommandSpec().usageMessage().hidden())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(", ", "Commands: ", ".")));
        } else if (mistake instanceof UnmatchedArgumentException) {
            err.println("Options: "
                    + spec.options().stream().map(OptionSpec::longestName).collect(Collectors.joining(", ")) + ".");
        }
        err.println("Help: " + spec.qualifiedName() + " --help");
        return MISUSED;
    }

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    /** Reads the version from the description of a component, which the build writes. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() throws IOException {
            return new String[] {"Calling Card " + number()};
        }

        /** Returns the version alone. */
        String number() throws IOException {
            try (InputStream component =
                    Commands.class.getResourceAsStream("/META-INF/io/callingcard/ledger/ledger.json")) {
                JsonNode version = new ObjectMapper().readTree(component).at("/component/version");
                return version.asText();
            }
        }
    }
}
