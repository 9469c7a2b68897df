/** The stand-in of Chert. */
package io.callingcard.twin.chert;
