package io.callingcard.runner;

import java.nio.file.Files;
import java.nio.file.Path;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.apache.camel.quarkus.main.CamelMainApplication;

/** The process: says what is missing before anything starts. */
@QuarkusMain
public final class Runner {

    private static final Path BESIDE = Path.of("config", "application.properties");
    private static final int ORDINAL = 260;

    private Runner() {}

    public static void main(String... arguments) throws Exception {
        SmallRyeConfigBuilder sources = new SmallRyeConfigBuilder().addDefaultSources();
        if (Files.exists(BESIDE)) {
            sources.withSources(new PropertiesConfigSource(BESIDE.toUri().toURL(), ORDINAL));
        }
        SmallRyeConfig said = sources.build();
        Settings settings = new Settings(said::getRawValue);
        if (!settings.problems().isEmpty()) {
            settings.problems().forEach(System.err::println);
            System.exit(2);
        }
        DerivedSettings.use(settings.derived());
        Quarkus.run(CamelMainApplication.class, arguments);
    }
}
