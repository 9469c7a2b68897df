/** What the three components share: endpoint, producer, operations, headers, and the values an exchange brings. */
package io.callingcard.provider;
