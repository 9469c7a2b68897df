package io.callingcard.linq.operation;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.card.CardFit;
import io.callingcard.card.ContactCard;
import io.callingcard.card.VCards;
import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.provider.body.AttachmentUpload;
import io.callingcard.provider.body.CardBody;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.ProviderClient;

/** Sends a contact card as a file that can be opened and saved: Linq's own card sharing is no vCard. */
public record SendContact(LinqConfiguration configuration) implements Operation {

    private static final String NAME = "send-contact";
    private static final String TYPE = "text/vcard";

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Address address = Address.of(exchange, configuration);
        CardBody body = CardBody.of(exchange);
        ContactCard card = body.card();
        if (!card.isIdentifiable()) {
            throw new InvalidValueException(
                    "contact", "says of nobody; give a name, an organisation, a phone number or an e-mail address");
        }
        // Text is sent as it came: nothing of it can be lost that way.
        String vcard = body instanceof CardBody.Text text ? text.vcard() : VCards.write(card);
        List<String> lost = CardFit.LINQ_VCF.lost(card);
        return new AttachmentUpload(NAME, LinqRequests.ATTACHMENTS, configuration)
                .bytes(exchange, address, fileName(card), TYPE, vcard.getBytes(StandardCharsets.UTF_8), client)
                .compose(id -> new Delivery(NAME, configuration)
                        .send(exchange, address, MessageParts.array(MessageParts.attachment(id)), client))
                .map(result -> result.with(LinqConstants.LOST_FIELDS, lost.isEmpty() ? null : lost));
    }

    /** The name that the recipient sees on the file, without what file systems and headers stumble over. */
    private static String fileName(ContactCard card) {
        String name = card.displayName() == null
                ? ""
                : card.displayName()
                        .replaceAll("[^\\p{L}\\p{M}\\p{Nd} ._-]", "")
                        .strip();
        return (name.isEmpty() ? "contact" : name.substring(0, Math.min(name.length(), 100))) + ".vcf";
    }
}
