// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.nio.file.Path;

import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The shipped routes start without accounts, and send by our components only. */
class RoutesTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void start(String... names) throws Exception {
        camel.getPropertiesComponent()
                .addOverrideProperty(
                        "callingcard.ledger.file", folder.resolve("ledger.db").toString());
        for (String name : names) {
            var file = ResourceHelper.resolveMandatoryResource(camel, "file:routes/" + name + ".camel.yaml");
            for (RoutesBuilder builder : PluginHelper.getRoutesLoader(camel).findRoutesBuilders(file)) {
                camel.addRoutes(builder);
            }
        }
        camel.start();
    }

    @ParameterizedTest
    @CsvSource({"send-text, file", "send-text,", "send-contact, file", "share-card, wa", "share-card, file"})
    void sendsByOurComponentsOnly(String route, String provider) throws Exception {
        start("beans", "send");

        Exchange result = camel.createProducerTemplate()
                .request("direct:" + route, exchange -> exchange.getMessage().setHeader("CamelCardProvider", provider));

        assertThat(result.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("CamelCardProvider: ");
        assertThat(camel.getEndpoints()).noneMatch(each -> each.getEndpointUri().startsWith("file:"));
    }

    @Test
    void aRouteThatIsOffIsNotLoaded() throws Exception {
        camel.getPropertiesComponent().addOverrideProperty("callingcard.timers", "false");

        start("beans", "errors", "send", "daily-share", "follow-up", "settle", "inbound", "received-files");

        assertThat(camel.getRoutes())
                .extracting(Route::getRouteId)
                .contains("daily-share", "follow-up", "settle", "inbound", "received-files")
                .doesNotContain(
                        "daily-share-timer",
                        "follow-up-timer",
                        "settle-timer",
                        "purge-timer",
                        "inbound-chert",
                        "inbound-linq",
                        "inbound-wa");
    }

    @Test
    void firstTouchesPerDayAreUnlimitedByDefault() throws Exception {
        start("campaigns");
        assertThat(firstTouchesPerDay()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void firstTouchesPerDayCanBeSet() throws Exception {
        camel.getPropertiesComponent().addOverrideProperty("callingcard.welcome.first-touches-per-day", "30");
        start("campaigns");
        assertThat(firstTouchesPerDay()).isEqualTo(30);
    }

    private Object firstTouchesPerDay() {
        Object campaign = camel.getRegistry().lookupByName("welcome");
        return PluginHelper.getBeanIntrospection(camel).getOrElseProperty(campaign, "firstTouchesPerDay", null, false);
    }
}
