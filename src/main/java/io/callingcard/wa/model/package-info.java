/** The answers of the gateway as records. Unknown fields are skipped. */
package io.callingcard.wa.model;
