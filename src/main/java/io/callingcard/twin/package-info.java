/** Stand-ins of the providers on loopback, with a journal of what every phone received. */
package io.callingcard.twin;
