// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.function.Predicate;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.platform.commons.support.AnnotationSupport;

/** Fills fields and parameters that carry {@link InjectTwins}. */
final class TwinInjector
        implements BeforeAllCallback, BeforeEachCallback, TestInstancePostProcessor, ParameterResolver {

    @Override
    public void beforeAll(ExtensionContext context) {
        inject(context, context.getRequiredTestClass(), null, field -> Modifier.isStatic(field.getModifiers()));
    }

    @Override
    public void postProcessTestInstance(Object test, ExtensionContext context) {
        inject(context, test.getClass(), test, field -> !Modifier.isStatic(field.getModifiers()));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        server(context).reset();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(InjectTwins.class)
                && parameter.getParameter().getType() == TwinServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server(context);
    }

    private static void inject(ExtensionContext context, Class<?> type, Object test, Predicate<Field> which) {
        for (Field field : AnnotationSupport.findAnnotatedFields(type, InjectTwins.class, which)) {
            if (field.getType() != TwinServer.class) {
                throw new ExtensionConfigurationException("@InjectTwins: field " + field.getName() + " of "
                        + type.getName() + " has the wrong type. Declare it as TwinServer.");
            }
            try {
                field.setAccessible(true);
                field.set(test, server(context));
            } catch (ReflectiveOperationException e) {
                throw new ExtensionConfigurationException(
                        "@InjectTwins: field " + field.getName() + " of " + type.getName()
                                + " cannot be set. Remove final from it.",
                        e);
            }
        }
    }

    private static TwinServer server(ExtensionContext context) {
        return TwinExtension.serverOf(context, TwinSettings.local());
    }
}
