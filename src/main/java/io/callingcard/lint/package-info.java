/**
 * Finds mistakes in flows before they run: sends outside a claim, retries of what is in doubt, secrets in URIs and others. Reads
 * YAML only, as users write it. Routes in Java and XML are not read.
 */
package io.callingcard.lint;
