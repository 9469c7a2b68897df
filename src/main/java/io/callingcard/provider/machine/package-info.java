/** Time, threads and chance, as a context has them. */
package io.callingcard.provider.machine;
