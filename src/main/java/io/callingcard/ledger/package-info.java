/** What must survive the process: in a SQLite file, or in PostgreSQL for many nodes. */
package io.callingcard.ledger;
