/** The Camel Quarkus application: startup, console and command line. It is not part of the library jar. */
package io.callingcard.runner;
