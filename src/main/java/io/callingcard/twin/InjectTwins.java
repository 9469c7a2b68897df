// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Injects the {@link TwinServer} of the test class into a field or a parameter of a JUnit 5 test.
 *
 * <p>The server starts once for the class and is reset before each test.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@ExtendWith(TwinInjector.class)
public @interface InjectTwins {}
