// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.LanguageHeader;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

import io.callingcard.card.InvalidPhoneException;
import io.callingcard.ledger.LedgerConstants;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.ledger.story.StoryLanguage;
import io.callingcard.provider.call.CardConstants;

/**
 * Answers the story of a person, as JSON or text.
 *
 * @param masks whether numbers are masked unless the operator asks for them
 */
record StoryDoor(ProducerTemplate template, boolean masks) implements Handler<RoutingContext> {

    static final String PATH = "/api/people/:number/story";

    private static final String NUMBER = "number";
    private static final String NUMBERS = "numbers";
    private static final String ZONE = "zone";
    private static final String LANGUAGE = "language";

    /**
     * A request that passed the checks.
     *
     * @param zone null for the system's
     */
    private record Question(String number, boolean showsNumbers, String zone, StoryLanguage language, boolean isText) {}

    @Override
    public void handle(RoutingContext context) {
        MultiMap query = context.queryParams();
        Answer refusal = refusal(context.request().method(), query);
        if (refusal != null) {
            refusal.write(context);
            return;
        }
        String numbers = query.get(NUMBERS);
        Question question = new Question(
                context.pathParam(NUMBER),
                showsNumbers(numbers, masks, PageUser.of(context)),
                query.get(ZONE),
                language(query.get(LANGUAGE), context.parsedHeaders().acceptLanguage()),
                wantsText(context.parsedHeaders().accept()));
        context.vertx()
                .executeBlocking(() -> ask(question), false)
                .onSuccess(done -> answer(context, question, done))
                .onFailure(failure -> failed(failure).write(context));
    }

    private static Answer refusal(HttpMethod method, MultiMap query) {
        if (method != HttpMethod.GET) {
            return Problem.of(ProblemKind.WRONG_METHOD, "Only GET is allowed here.")
                    .answer()
                    .with("Allow", "GET");
        }
        if (!Set.of(NUMBERS, ZONE, LANGUAGE).containsAll(query.names())) {
            return Problem.of(
                            ProblemKind.INVALID_PARAMETER,
                            "The query has a parameter that is unknown here. Known: numbers, zone, language.")
                    .answer();
        }
        String numbers = query.get(NUMBERS);
        if (numbers != null && !Set.of("full", "masked").contains(numbers)) {
            return Problem.ofMessage(
                            ProblemKind.INVALID_PARAMETER, "numbers: is neither full nor masked. Write numbers=full.")
                    .answer();
        }
        if (query.get(ZONE) != null && !isZone(query.get(ZONE))) {
            return Problem.ofMessage(
                            ProblemKind.INVALID_PARAMETER, "zone: is not a time zone. Write one such as Europe/Berlin.")
                    .answer();
        }
        if (query.get(LANGUAGE) != null && StoryLanguage.of(query.get(LANGUAGE)).isEmpty()) {
            return Problem.ofMessage(
                            ProblemKind.INVALID_PARAMETER, "language: is neither en nor de. Write language=de.")
                    .answer();
        }
        return null;
    }

    /** The languages come in the order in which the caller prefers them. */
    private static StoryLanguage language(String asked, List<LanguageHeader> accepted) {
        return Stream.concat(Stream.ofNullable(asked), accepted.stream().map(LanguageHeader::tag))
                .flatMap(tag -> StoryLanguage.of(tag).stream())
                .findFirst()
                .orElse(StoryLanguage.EN);
    }

    /** Whether an answer shows whole numbers. With a real line only the operator may see them. */
    static boolean showsNumbers(String asked, boolean masks, PageUser user) {
        return masks ? "full".equals(asked) && user == PageUser.OPERATOR : !"masked".equals(asked);
    }

    private static boolean isZone(String name) {
        try {
            return ZoneId.of(name) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** The types come in the order in which the caller prefers them. */
    private static boolean wantsText(List<MIMEHeader> accepted) {
        for (MIMEHeader type : accepted) {
            String name = type.rawValue().toLowerCase(Locale.ROOT);
            if (name.startsWith("text/plain")) {
                return true;
            }
            if (name.startsWith("application/json") || name.startsWith("*/*")) {
                return false;
            }
        }
        return false;
    }

    private Exchange ask(Question question) {
        String zone = question.zone() == null ? "" : "&zone=RAW(" + question.zone() + ")";
        String person = SealedIds.opened(template.getCamelContext(), question.number());
        return template.request(
                "ledger:explain?format=" + (question.isText() ? "TEXT" : "JSON") + "&showNumbers="
                        + question.showsNumbers() + "&language="
                        + question.language().name() + zone,
                exchange -> exchange.getMessage().setHeader(CardConstants.RECIPIENT, person));
    }

    private static void answer(RoutingContext context, Question question, Exchange done) {
        Exception failure = done.getException();
        if (failure != null) {
            failed(failure).write(context);
        } else if (done.getMessage().getHeader(LedgerConstants.COUNT, 0L, Long.class) == 0) {
            Problem.of(ProblemKind.UNKNOWN_PERSON, "The ledger knows nothing of this number.")
                    .write(context);
        } else {
            Answer.begin(context, 200, question.isText() ? "text/plain; charset=utf-8" : "application/json")
                    .putHeader("Content-Language", question.language().toString())
                    .end(Buffer.buffer(done.getMessage().getBody(String.class)));
        }
    }

    private static Answer failed(Throwable failure) {
        if (failure instanceof InvalidPhoneException invalid) {
            return Problem.ofMessage(
                            ProblemKind.INVALID_FIELD, invalid.at(NUMBER).getMessage())
                    .answer();
        }
        return failure instanceof LedgerException ? ConsoleDoor.failed(failure) : PostDoor.failed(failure);
    }
}
