/** What went wrong, and what it did to the world. */
package io.callingcard.provider.error;
