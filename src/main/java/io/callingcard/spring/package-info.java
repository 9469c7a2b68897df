/** Auto-configuration for Spring Boot. */
package io.callingcard.spring;
