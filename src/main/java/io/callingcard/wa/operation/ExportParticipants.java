package io.callingcard.wa.operation;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.AttachmentDownload;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.Target;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;

/** Brings the members of a group here as a CSV file, which lives as long as the exchange. */
public record ExportParticipants(WaConfiguration configuration) implements Operation {

    private static final String NAME = "export-participants";

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Jid group = Jid.addressed(exchange, configuration);
        Target target = Target.of("/group/participants/export").query("group_id", group.value());
        return new AttachmentDownload(configuration)
                .run(exchange, WaRequests.get(NAME, target.toString()), client)
                .map(group::onto);
    }
}
