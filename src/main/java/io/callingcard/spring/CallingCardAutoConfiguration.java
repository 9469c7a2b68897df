// SPDX-License-Identifier: Apache-2.0
package io.callingcard.spring;

import javax.sql.DataSource;

import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.OncePerChat;
import io.callingcard.ledger.OncePerDay;

/**
 * Configures the components, the ledger and the campaigns from the application properties of Spring Boot. The names are
 * those of the runner, such as {@code camel.component.wa.base-url} and {@code callingcard.ledger.file}.
 */
@AutoConfiguration(beforeName = "org.apache.camel.spring.boot.CamelAutoConfiguration")
@ConditionalOnClass(name = "org.apache.camel.spring.boot.CamelAutoConfiguration")
class CallingCardAutoConfiguration {

    @Bean
    static CampaignBeans callingCardCampaigns() {
        return new CampaignBeans();
    }

    @Bean
    ComponentCustomizer callingCardComponents(Environment environment) {
        return new ComponentOptions(environment);
    }

    /** The ledger opens its file when a route first uses it. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "callingcard.ledger.enabled", matchIfMissing = true)
    ChatLedger chatLedger(Environment settings, BeanFactory beans) {
        ChatLedger ledger = new ChatLedger();
        ledger.setFile(settings.getProperty("callingcard.ledger.file", ledger.getFile()));
        ledger.setLease(settings.getProperty("callingcard.ledger.lease", "2m"));
        ledger.setLineLease(settings.getProperty("callingcard.ledger.line-lease"));
        ledger.setNodeName(settings.getProperty("callingcard.node-name"));
        ledger.setHashKey(settings.getProperty("callingcard.hash-key"));
        ledger.setNumberKey(settings.getProperty("callingcard.ledger.number-key"));
        ledger.setDefaultRegion(settings.getProperty("callingcard.default-region"));
        String pool = settings.getProperty("callingcard.ledger.data-source");
        if (pool != null) {
            ledger.setDataSource(beans.getBean(pool, DataSource.class));
        }
        return ledger;
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "callingcard.ledger.enabled", matchIfMissing = true)
    OncePerChat oncePerChat(ChatLedger ledger) {
        OncePerChat once = new OncePerChat();
        once.setLedger(ledger);
        return once;
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "callingcard.ledger.enabled", matchIfMissing = true)
    OncePerDay oncePerDay(ChatLedger ledger) {
        OncePerDay once = new OncePerDay();
        once.setLedger(ledger);
        return once;
    }
}
