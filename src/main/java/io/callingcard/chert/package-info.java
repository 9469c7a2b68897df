/** The {@code chert:} component, which sends and receives iMessages by the Chert Messaging API. */
package io.callingcard.chert;
