/** The exceptions of failed calls, and the outcome of a call. */
package io.callingcard.provider.error;
