/** The {@code chert:} component: iMessage lines by the Chert Messaging API. */
package io.callingcard.chert;
