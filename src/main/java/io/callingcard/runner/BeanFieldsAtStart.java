package io.callingcard.runner;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.camel.quarkus.main.events.AfterConfigure;

/** Refuses to start with a misspelt field of a campaign or another bean of ours. */
@ApplicationScoped
class BeanFieldsAtStart {

    void check(@Observes AfterConfigure event) {
        List<String> problems = BeanFields.problems(event.getCamelContext());
        if (!problems.isEmpty()) {
            throw new SettingsException(String.join("\n", problems));
        }
    }
}
