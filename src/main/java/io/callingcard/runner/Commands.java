package io.callingcard.runner;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of the runner. */
@Command(
        name = "calling-card",
        description = "Runs the flows when no command is given. Use COMMAND --help for the options of a command.",
        mixinStandardHelpOptions = true,
        version = "Calling Card",
        subcommands = {
            CheckCommand.class,
            SendContactCommand.class,
            LedgerCommand.class,
            ReplayCommand.class,
            LeadsCommand.class
        },
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong usage or missing settings, 3 in doubt."})
final class Commands implements Runnable {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int MISUSED = CommandLine.ExitCode.USAGE;
    static final int IN_DOUBT = 3;

    /** Runs a command and returns its exit code. */
    static int run(String... arguments) {
        return new CommandLine(new Commands())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                        command.getErr().println(cause.getMessage());
                    }
                    return FAILED;
                })
                .execute(arguments);
    }

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
