/** Events from the providers: received, proven, read into one shape, and routed once. */
package io.callingcard.provider.inbound;
