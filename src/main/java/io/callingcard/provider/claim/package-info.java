/** The contract between a message and the claim that permits it, and the provider's history that settles a doubt. */
package io.callingcard.provider.claim;
