// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.camel.quarkus.main.events.BeforeConfigure;

/** Puts the secrets into the registry. The options of components refer to them there, because Camel logs properties. */
@ApplicationScoped
class CamelSecrets {

    void bind(@Observes BeforeConfigure event) {
        DerivedSettings.bind(event.getCamelContext().getRegistry()::bind);
    }
}
