/** The base classes of the three components: component, endpoint, configuration, producer and consumer. */
package io.callingcard.provider;
