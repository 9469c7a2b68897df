package io.callingcard.provider.body;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.vertx.core.Future;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.provider.call.CallOptions;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/** Brings bytes here, as a file that lives as long as the exchange. */
public record AttachmentDownload(CallOptions configuration) {

    private static final Logger LOG = LoggerFactory.getLogger(AttachmentDownload.class);

    public Future<OperationResult> run(Exchange exchange, WireRequest request, ProviderClient client) {
        return client.blocking(() -> Files.createTempFile("callingcard-", ".attachment"))
                .onSuccess(file -> exchange.getExchangeExtension().addOnCompletion(new Removal(file)))
                .compose(file -> client.call(request.withTimeout(Duration.ofMillis(configuration.getTransferTimeout()))
                                .downloadTo(file))
                        .map(answer -> OperationResult.of(file.toFile())
                                .with(CardConstants.CONTENT_TYPE, answer.header("content-type"))));
    }

    /** Takes the file away when the exchange is over, whichever way it ended. */
    private static final class Removal extends SynchronizationAdapter {

        private final Path file;

        Removal(Path file) {
            this.file = file;
        }

        @Override
        public void onDone(Exchange exchange) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("A downloaded attachment could not be removed from the temporary folder", e);
            }
        }
    }
}
