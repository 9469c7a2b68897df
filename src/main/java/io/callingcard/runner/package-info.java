/** The few classes that exist only for the Quarkus app; not part of the library jar. */
package io.callingcard.runner;
