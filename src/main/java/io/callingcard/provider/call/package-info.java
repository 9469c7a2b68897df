/** Describes operations as tables: addresses, parameters, requests and results. */
package io.callingcard.provider.call;
