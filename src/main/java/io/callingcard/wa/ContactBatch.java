// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.claim.Fingerprint;
import io.callingcard.provider.claim.RepositoryClaim;
import io.callingcard.provider.error.InDoubtException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.Failure;
import io.callingcard.wa.model.Contact;

/**
 * Sends several contact cards, one message each, in order, until one fails. Each card is claimed on its own: in the
 * claimRepository if there is one, and always for the exchange, so that a redelivery sends only the missing cards.
 */
final class ContactBatch {

    /** Exchange property: the reports of a batch, by its content. */
    private static final String KNOWN = "CamelWaContacts:";

    private static final CallParameter<WaConfiguration> KEY = CallParameter.header(WaConstants.IDEMPOTENCY_KEY);

    private final Exchange exchange;
    private final Jid chat;
    private final List<ContactMessage> contacts;
    private final Call<WaConfiguration> call;
    private final String key;
    private final Contact.Report[] reports;

    ContactBatch(Exchange exchange, Jid chat, List<ContactMessage> contacts, Call<WaConfiguration> call) {
        this.exchange = exchange;
        this.chat = chat;
        this.contacts = contacts;
        this.call = call;
        this.key = Fingerprint.of(
                Stream.concat(Stream.of(chat.value()), contacts.stream().map(ContactBatch::words))
                        .toArray(String[]::new));
        this.reports = known();
    }

    private static String words(ContactMessage contact) {
        return contact.name() + "\n" + contact.number();
    }

    private Contact.Report[] known() {
        Contact.Report[] known = exchange.getProperty(KNOWN + key, Contact.Report[].class);
        if (known != null) {
            return known;
        }
        Contact.Report[] fresh = new Contact.Report[contacts.size()];
        for (int i = 0; i < fresh.length; i++) {
            fresh[i] = new Contact.Report(i, null, false, null, contacts.get(i).lost());
        }
        exchange.setProperty(KNOWN + key, fresh);
        return fresh;
    }

    Future<OperationResult> send() {
        // The exchange goes on only after the report stands in it.
        return from(0).map(done -> result()).andThen(done -> report(done.succeeded()));
    }

    private Future<Void> from(int index) {
        if (index == contacts.size()) {
            return Future.succeededFuture();
        }
        Future<Void> one = reports[index].outcome() == Outcome.SENT ? Future.succeededFuture() : once(index);
        return one.compose(sent -> from(index + 1));
    }

    private Future<Void> once(int index) {
        if (call.options().getClaimRepository() == null) {
            return deliver(index);
        }
        RepositoryClaim claim = new RepositoryClaim(
                call.options().getClaimRepository(), "claimRepository", claimKey(index), call.client());
        return claim.acquire(WaConfiguration.SCHEME, call.operation()).compose(taken -> {
            if (!taken) {
                put(index, Outcome.SENT, true, null);
                return Future.succeededFuture();
            }
            return deliver(index).eventually(() -> claim.settle(reports[index].outcome()));
        });
    }

    private String claimKey(int index) {
        String given = KEY.text(exchange, call.options());
        String ofCard = given == null ? Fingerprint.of(chat.value(), words(contacts.get(index))) : given + "/" + index;
        return "wa:send-contact:" + ofCard;
    }

    private Future<Void> deliver(int index) {
        return contacts.get(index)
                .send(exchange, chat, call)
                .<Void>map(sent -> {
                    put(index, Outcome.SENT, false, (String) sent.headers().get(WaConstants.MESSAGE_ID));
                    return null;
                })
                .recover(failure -> {
                    Outcome outcome =
                            failure instanceof ProviderException known ? known.getOutcome() : Outcome.IN_DOUBT;
                    put(index, outcome, false, null);
                    return Future.failedFuture(
                            failure instanceof ProviderException known ? overall(index, known) : failure);
                });
    }

    private void put(int index, Outcome outcome, boolean earlier, String messageId) {
        reports[index] = new Contact.Report(
                index, outcome, earlier, messageId, contacts.get(index).lost());
    }

    /**
     * The failure of one card as the failure of the batch. If cards were sent before it, the batch was neither sent nor not
     * sent. It may be repeated only by this exchange, which knows the sent cards, or with a claimRepository.
     */
    private ProviderException overall(int index, ProviderException failure) {
        boolean claimed = call.options().getClaimRepository() != null;
        boolean alone = Arrays.stream(reports).noneMatch(each -> each.outcome() == Outcome.SENT);
        if (alone || claimed || failure.getOutcome() == Outcome.IN_DOUBT) {
            return failure;
        }
        Failure one = failure.failure();
        String reason =
                index + " of " + contacts.size() + " contact cards were sent, the next was not: " + one.reason();
        return new InDoubtException(one.with(Outcome.IN_DOUBT, reason, key), null);
    }

    /** Forgets a complete batch: a step that a route repeats on purpose sends all cards again. */
    private void report(boolean whole) {
        exchange.setProperty(WaConstants.CONTACT_REPORT, List.of(reports.clone()));
        if (whole) {
            exchange.removeProperty(KNOWN + key);
        }
    }

    private OperationResult result() {
        List<Contact.Report> report = List.of(reports);
        List<String> lost = new ArrayList<>();
        report.forEach(each -> each.lostFields().forEach(path -> lost.add("body[" + each.index() + "]." + path)));
        return chat.onto(OperationResult.of(report)
                .with(WaConstants.CONTACT_REPORT, report)
                .with(WaConstants.MESSAGE_ID, reports[reports.length - 1].messageId())
                .with(WaConstants.LOST_FIELDS, lost.isEmpty() ? null : lost));
    }

    @Override
    public String toString() {
        return "ContactBatch[" + contacts.size() + "]";
    }
}
