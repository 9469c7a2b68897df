/** What the gateway answers, as records. Fields that are not known here are skipped. */
package io.callingcard.wa.model;
