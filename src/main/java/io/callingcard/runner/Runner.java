package io.callingcard.runner;

import io.quarkus.runtime.Quarkus;
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
        Settings settings = StartupSettings.settings();
        if (!settings.problems().isEmpty()) {
            settings.problems().forEach(System.err::println);
            System.exit(Commands.MISUSED);
        }
        DerivedSettings.use(settings.derived());
        Quarkus.run(CamelMainApplication.class, arguments);
    }
}
