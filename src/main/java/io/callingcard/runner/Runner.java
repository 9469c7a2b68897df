package io.callingcard.runner;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.apache.camel.quarkus.main.CamelMainApplication;

/** The process: with a command it does that and ends; without one it runs, unless something is missing. */
@QuarkusMain
public final class Runner {

    private Runner() {}

    public static void main(String... arguments) {
        if (arguments.length > 0) {
            System.exit(Commands.run(arguments));
        }
        Settings settings = Said.settings();
        if (!settings.problems().isEmpty()) {
            settings.problems().forEach(System.err::println);
            System.exit(Commands.MISUSED);
        }
        DerivedSettings.use(settings.derived());
        Quarkus.run(CamelMainApplication.class, arguments);
    }
}
