// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.util.ArrayList;
import java.util.List;

import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** JMX shows no secrets and no full numbers of endpoint URIs. */
class JmxRedactionTest {

    private static final List<String> SECRETS = List.of("canary-secret", "canary-key");
    private static final List<String> NUMBERS = List.of("4155550142", "2025550143");

    /** The dump of a route, an attribute since Camel 4.15. Camel hides secrets there, but not numbers. */
    private static final String ROUTE_TEXT = "processors ModelLabel ";

    private static final String DISABLED = "org.apache.camel.jmx.disabled";

    private final String before = System.getProperty(DISABLED, "true");

    @BeforeEach
    void switchOn() {
        System.setProperty(DISABLED, "false");
    }

    @AfterEach
    void restore() {
        System.setProperty(DISABLED, before);
    }

    @Test
    void noAttributeShowsASecretOrAFullNumber() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.setManagementName("canaries");
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:canaries")
                            .to("chert:send-text?tenant=acme&secret=canary-secret&to=+14155550142")
                            .to("linq:send-text?apiKey=canary-key&from=+12025550143&to=+14155550142")
                            .to("wa:send-text?username=canary-user&password=canary-secret&deviceId=12025550143"
                                    + "&to=+14155550142")
                            .to("ledger:report")
                            .to("campaign:report");
                }
            });
            camel.start();

            MBeanServer server =
                    camel.getManagementStrategy().getManagementAgent().getMBeanServer();
            List<String> shown = new ArrayList<>();
            for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:context=canaries,*"), null)) {
                shown.add(name.toString());
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    shown.add(name.getKeyProperty("type") + " " + attribute.getName() + " "
                            + value(server, name, attribute));
                }
            }

            assertThat(shown).hasSizeGreaterThan(100);
            assertThat(shown).contains("components StepsInDoubt 0", "components LeadsDue 0", "components SharesDue 0");
            assertThat(shown).noneMatch(text -> SECRETS.stream().anyMatch(text::contains));
            assertThat(shown).filteredOn(text -> !text.startsWith(ROUTE_TEXT)).noneMatch(text -> NUMBERS.stream()
                    .anyMatch(text::contains));
        }
    }

    private static String value(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
        try {
            return String.valueOf(server.getAttribute(name, attribute.getName()));
        } catch (JMException | RuntimeException e) {
            return "-";
        }
    }
}
