/** What can be done at the WhatsApp gateway: one class for each operation. */
package io.callingcard.wa.operation;
