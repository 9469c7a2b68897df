/** The typed errors of calls, and their outcomes. */
package io.callingcard.provider.error;
