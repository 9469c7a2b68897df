/** What can be done at Chert: one class for each operation. */
package io.callingcard.chert.operation;
