package io.callingcard.wa;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.Attachments;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Target;

/** Downloads the members of a group as a CSV file, which is kept as long as the exchange lives. */
final class ExportParticipants implements Operation<WaConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<WaConfiguration> call) {
        Jid group = Jid.addressed(exchange, call.options());
        Target target = Target.of("/group/participants/export").query("group_id", group.value());
        return Attachments.download(call, exchange, call.read(target.toString()))
                .map(group::onto);
    }
}
