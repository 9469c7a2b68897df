package io.callingcard.linq.model;

/** The answers of Linq as records. Unknown fields are skipped. */
