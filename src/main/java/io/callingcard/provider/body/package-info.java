/** Reads cards, texts and files from the body of an exchange, and runs the operations on files. */
package io.callingcard.provider.body;
