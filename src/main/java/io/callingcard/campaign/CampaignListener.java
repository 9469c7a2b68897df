package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;

import io.callingcard.ledger.LedgerListener;
import io.callingcard.ledger.db.Sql;

/** Keeps leads and shares in step with the ledger. Public because {@link java.util.ServiceLoader} creates it. */
public final class CampaignListener implements LedgerListener {

    private static final String FORGET_SHARES =
            "DELETE FROM callingcard_share WHERE chat IN (SELECT chat FROM callingcard_chat WHERE person = ?)";
    private static final String FORGET_LEADS = "DELETE FROM callingcard_lead WHERE person = ?";
    private static final String PURGE_LEADS =
            "DELETE FROM callingcard_lead WHERE state = " + LeadState.DONE.ordinal() + " AND due_at < ?";
    private static final String PURGE_SHARES = "DELETE FROM callingcard_share WHERE ended IS NOT NULL AND due_at < ?";

    @Override
    public void sent(Connection connection, String flow, String chat, long at) throws SQLException {
        ShareTable.shared(connection, flow, chat, at);
    }

    @Override
    public long forget(Connection connection, String person) throws SQLException {
        return (long) Sql.update(connection, FORGET_SHARES, person) + Sql.update(connection, FORGET_LEADS, person);
    }

    @Override
    public long purge(Connection connection, long before) throws SQLException {
        return (long) Sql.update(connection, PURGE_LEADS, before) + Sql.update(connection, PURGE_SHARES, before);
    }
}
