/** The answers of Chert as records. */
package io.callingcard.chert.model;
