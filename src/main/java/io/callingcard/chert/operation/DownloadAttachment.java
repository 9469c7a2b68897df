package io.callingcard.chert.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.vertx.core.Future;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.ChertConstants;
import io.callingcard.provider.Given;
import io.callingcard.provider.Operation;
import io.callingcard.provider.OperationResult;
import io.callingcard.provider.wire.ProviderClient;

/** Brings an attachment here, as a file that lives as long as the exchange. */
public record DownloadAttachment(ChertConfiguration configuration) implements Operation {

    private static final Logger LOG = LoggerFactory.getLogger(DownloadAttachment.class);
    private static final Given ATTACHMENT_ID = new Given("attachmentId", ChertConstants.ATTACHMENT_ID);

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        String id = ATTACHMENT_ID.required(exchange, configuration.getAttachmentId());
        return client.blocking(() -> Files.createTempFile("callingcard-", ".attachment"))
                .onSuccess(file -> exchange.getExchangeExtension().addOnCompletion(new Removal(file)))
                .compose(file -> client.call(
                                ChertRequests.get("download-attachment", ChertRequests.attachments(id, "/content"))
                                        .withTimeout(Duration.ofMillis(configuration.getTransferTimeout()))
                                        .downloadTo(file))
                        .map(answer -> OperationResult.of(file.toFile())
                                .with(ChertConstants.ATTACHMENT_ID, id)
                                .with(ChertConstants.CONTENT_TYPE, answer.header("content-type"))));
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
