// SPDX-License-Identifier: Apache-2.0
package io.callingcard.spring;

import java.util.Map;

import org.apache.camel.CamelContext;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

import io.callingcard.campaign.Campaign;

/** Makes a bean of each campaign in the settings: {@code callingcard.campaigns.<name>.<field>}. */
final class CampaignBeans implements BeanDefinitionRegistryPostProcessor, EnvironmentAware {

    private static final String PREFIX = "callingcard.campaigns";

    private static final Bindable<Map<String, Map<String, String>>> CAMPAIGNS =
            Bindable.of(ResolvableType.forClassWithGenerics(
                    Map.class,
                    ResolvableType.forClass(String.class),
                    ResolvableType.forClassWithGenerics(Map.class, String.class, String.class)));

    private Environment environment;

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        BeanFactory beans = (BeanFactory) registry;
        Binder.get(environment)
                .bind(PREFIX, CAMPAIGNS)
                .orElse(Map.of())
                .forEach((name, fields) -> registry.registerBeanDefinition(
                        name,
                        BeanDefinitionBuilder.genericBeanDefinition(
                                        Campaign.class,
                                        () -> campaign(beans.getBean(CamelContext.class), PREFIX + "." + name, fields))
                                .getBeanDefinition()));
    }

    private static Campaign campaign(CamelContext context, String prefix, Map<String, String> fields) {
        Campaign campaign = new Campaign();
        BoundSettings.bind(context, prefix, fields, campaign, null);
        return campaign;
    }

    /** Nothing to do: the beans are defined. */
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {}
}
