// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.card.CardFit;
import io.callingcard.card.ContactCard;
import io.callingcard.card.VCards;
import io.callingcard.provider.body.Attachments;
import io.callingcard.provider.body.CardBody;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.Preview;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;

/** Sends a contact card as a vCard file. Linq's own card sharing sends no vCard. */
final class SendContact implements Operation<LinqConfiguration> {

    private static final String TYPE = "text/vcard";

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<LinqConfiguration> call) {
        Address address = Address.of(exchange, call.options());
        CardBody body = CardBody.of(exchange);
        ContactCard card = body.card();
        String vcard = vcard(body);
        List<String> lost = CardFit.LINQ_VCF.lost(card);
        return new Attachments(call, LinqRequests.ATTACHMENTS)
                .uploadBytes(exchange, address, fileName(card), TYPE, vcard.getBytes(StandardCharsets.UTF_8))
                .compose(id -> new MessageDelivery(call)
                        .send(exchange, address, MessageParts.array(MessageParts.attachment(id))))
                .map(result -> result.with(LinqConstants.LOST_FIELDS, lost.isEmpty() ? null : lost));
    }

    /** Returns the content of the file. A vCard text is sent unchanged, so that nothing is lost. */
    private static String vcard(CardBody body) {
        if (!body.card().isIdentifiable()) {
            throw new InvalidValueException(
                    "contact", "is empty. Set a name, an organization, a phone number or an email address");
        }
        return body instanceof CardBody.Text text ? text.vcard() : VCards.write(body.card());
    }

    @Override
    public Preview preview(Exchange exchange, LinqConfiguration options) {
        CardBody body = CardBody.of(exchange);
        String vcard = vcard(body);
        return new Preview(Json.write(Json.object().put("vcard_text", vcard)), CardFit.LINQ_VCF.lost(body.card()));
    }

    /** The name of the file, without characters that file systems or headers do not accept. */
    private static String fileName(ContactCard card) {
        String name = card.displayName() == null
                ? ""
                : card.displayName()
                        .replaceAll("[^\\p{L}\\p{M}\\p{Nd} ._-]", "")
                        .strip();
        return (name.isEmpty() ? "contact" : name.substring(0, Math.min(name.length(), 100))) + ".vcf";
    }
}
