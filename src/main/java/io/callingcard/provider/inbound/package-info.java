/** Receives the events of the providers: verifies them, reads them into one shape, and routes each once. */
package io.callingcard.provider.inbound;
