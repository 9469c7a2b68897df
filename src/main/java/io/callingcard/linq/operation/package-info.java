package io.callingcard.linq.operation;

/** What can be done at Linq: one class for each operation. */
