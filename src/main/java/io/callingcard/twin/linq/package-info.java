package io.callingcard.twin.linq;

/** The stand-in of Linq. */
