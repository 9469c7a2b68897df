/** The Camel component {@code wa:}. */
package io.callingcard.wa;
