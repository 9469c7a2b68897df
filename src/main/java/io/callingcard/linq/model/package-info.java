/** The answers of Linq as records. Unknown fields are skipped. */
package io.callingcard.linq.model;
