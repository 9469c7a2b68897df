/** The asynchronous wire: exact bytes, signed anew on each attempt, retried only where that is safe. */
package io.callingcard.provider.wire;
