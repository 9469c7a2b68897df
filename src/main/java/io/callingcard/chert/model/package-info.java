/** The answers of Chert as records. Unknown fields are skipped. */
package io.callingcard.chert.model;
