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

import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireRequest;

/** Downloads a file. It is deleted when the exchange ends. */
public record AttachmentDownload(Call<?> call) {

    private static final Logger LOG = LoggerFactory.getLogger(AttachmentDownload.class);

    /**
     * Creates the operation that downloads an attachment by its id.
     *
     * @param path the path of an attachment, with <code>{}</code> for its id
     */
    public static <C extends Call.Options> Operation<C> operation(String path) {
        CallParameter<C> attachment = CallParameter.header(CardConstants.ATTACHMENT_ID);
        String[] parts = path.split("/\\{}", -1);
        return (exchange, call) -> {
            String id = attachment.required(exchange, call.options());
            String target = Target.of(parts[0]).id(id).path(parts[1]).toString();
            return new AttachmentDownload(call)
                    .run(exchange, call.read(target))
                    .map(result -> result.with(CardConstants.ATTACHMENT_ID, id));
        };
    }

    public Future<OperationResult> run(Exchange exchange, WireRequest request) {
        return call.client()
                .blocking(() -> Files.createTempFile("callingcard-", ".attachment"))
                .onSuccess(file -> exchange.getExchangeExtension().addOnCompletion(new Removal(file)))
                .compose(file -> call.client()
                        .call(request.withTimeout(
                                        Duration.ofMillis(call.options().getTransferTimeout()))
                                .downloadTo(file))
                        .map(answer -> OperationResult.of(file.toFile())
                                .with(CardConstants.CONTENT_TYPE, answer.header("content-type"))));
    }

    /** Deletes the file when the exchange ends. */
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
                LOG.warn("Could not delete a downloaded attachment from the temporary folder", e);
            }
        }
    }
}
