/** The asynchronous HTTP client: sends exact bytes, signs each attempt, and retries only where that is safe. */
package io.callingcard.provider.wire;
