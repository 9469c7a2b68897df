/** Stores the ledger in SQLite or PostgreSQL. */
package io.callingcard.ledger.db;
