// SPDX-License-Identifier: Apache-2.0
package io.callingcard.spring;

import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import io.callingcard.campaign.CampaignComponent;
import io.callingcard.chert.ChertComponent;
import io.callingcard.ledger.LedgerComponent;
import io.callingcard.linq.LinqComponent;
import io.callingcard.wa.WaComponent;

/** Sets {@code camel.component.<scheme>.*} on our components when they are created, as Camel's starters do it for theirs. */
final class ComponentOptions implements ComponentCustomizer {

    private static final String HEALTH = "camel.health.producers-enabled";

    private static final Map<String, Class<? extends Component>> OURS = Map.of(
            "chert", ChertComponent.class,
            "linq", LinqComponent.class,
            "wa", WaComponent.class,
            "ledger", LedgerComponent.class,
            "campaign", CampaignComponent.class);

    private final Environment environment;

    ComponentOptions(Environment environment) {
        this.environment = environment;
    }

    @Override
    public boolean isEnabled(String name, Component target) {
        Class<? extends Component> ours = OURS.get(name);
        return ours != null && ours.isInstance(target);
    }

    @Override
    public void configure(String name, Component target) {
        String prefix = "camel.component." + name;
        Map<String, String> options = Binder.get(environment)
                .bind(prefix, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
        BoundSettings.bind(target.getCamelContext(), prefix, options, target, target.getComponentPropertyConfigurer());
        showHealth(target.getCamelContext());
    }

    /** The lines are among the producers, whose checks are off by default. */
    private void showHealth(CamelContext context) {
        HealthCheckRepository producers =
                HealthCheckHelper.getHealthCheckRepository(context, "producers", HealthCheckRepository.class);
        if (producers != null && environment.getProperty(HEALTH, Boolean.class, true)) {
            producers.setEnabled(true);
        }
    }
}
