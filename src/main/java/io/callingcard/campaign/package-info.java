/** Decides who is written to, when, and by which line: leads, consent, budgets, quiet hours and shares. */
package io.callingcard.campaign;
