// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import picocli.CommandLine;

/** Starts the twins as a process. */
final class TwinMain {

    private TwinMain() {}

    public static void main(String[] arguments) {
        System.exit(line().execute(arguments));
    }

    /** Returns the command line, which tests run with writers of their own. */
    static CommandLine line() {
        return new CommandLine(new TwinCommand())
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((mistake, arguments) -> {
                    CommandLine command = mistake.getCommandLine();
                    command.getErr().println(mistake.getMessage());
                    command.getErr().println("Help: " + command.getCommandSpec().qualifiedName() + " --help");
                    return TwinCommand.MISUSED;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return failure instanceof WrongFileException ? TwinCommand.MISUSED : TwinCommand.FAILED;
                });
    }
}
