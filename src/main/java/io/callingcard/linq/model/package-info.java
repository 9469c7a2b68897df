package io.callingcard.linq.model;

/** What Linq answers, as records. Fields that are not known here are skipped. */
