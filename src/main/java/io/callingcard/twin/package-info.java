/** Twins: stand-ins of the three providers for tests, with a journal of everything that phones received. */
package io.callingcard.twin;
