// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.apache.camel.quarkus.main.CamelMainApplication;

/** Starts the runner, or runs one command and exits. Missing settings are reported at startup. */
@QuarkusMain
public final class Runner {

    private Runner() {}

    public static void main(String... arguments) {
        if (arguments.length > 0) {
            System.exit(Commands.run(arguments));
        }
        DerivedSettings.turnOn();
        Quarkus.run(CamelMainApplication.class, Runner::exit, arguments);
    }

    /** Exits, and names a mistake of the operator without a stack trace. */
    private static void exit(int code, Throwable failure) {
        Throwable root = failure;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof SettingsException) {
            System.err.println(root.getMessage());
            System.exit(Commands.MISUSED);
        }
        if (root instanceof QuarkusBindException bind) {
            System.err.println(
                    "quarkus.http.port: " + bind.getPort() + " is in use by another process. Choose another port.");
        } else if (Reasons.isInLedger(failure)) {
            System.err.println("Could not start. " + Reasons.of(failure));
        } else if (Reasons.isInRoutes(failure)) {
            System.err.println("Could not start. " + Reasons.of(failure) + "\nThe command check names all problems.");
        } else if (failure != null) {
            // The log is closed by now.
            System.err.println("Could not start.");
            failure.printStackTrace();
        }
        System.exit(code);
    }
}
