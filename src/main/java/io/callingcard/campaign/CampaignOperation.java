// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;

/** The operations of {@code campaign:} within a route. The word in the URI is the constant in lower case with hyphens. */
enum CampaignOperation {
    ADD_LEADS(LeadOperations::add),
    MAP_LEADS(LeadOperations::map),
    COMPLETE(LeadOperations::complete),
    REPLAY(LeadOperations::replay),
    PLAN(ReportOperations::plan),
    CONSENT(ConsentOperations::consent),
    OPT_OUT(ConsentOperations::optOut),
    OPT_IN(ConsentOperations::optIn),
    KEYWORD(ConsentOperations::keyword),
    READ_EVENT(EventOperations::read),
    OBSERVE(EventOperations::observe),
    UNHEARD_CHATS(Unheard::chats),
    HEAR(Unheard::hear),
    ENROL(ShareOperations::enrol),
    DUE(ShareOperations::due),
    READ_DUE(ShareOperations::readDue),
    POSTPONE_SHARE(ShareOperations::postpone),
    END_SHARE(ShareOperations::end),
    DUE_FOLLOW_UPS(FollowUps::due),
    END_FOLLOW_UP(FollowUps::end),
    PAUSE_LINE(ShareOperations::pauseLine),
    RESUME_LINE(ShareOperations::resumeLine),
    PAUSE(EditOperations::pause),
    RESUME(EditOperations::resume),
    DESCRIBE(EditOperations::describe),
    EDIT(EditOperations::edit),
    VERSIONS(EditOperations::versions),
    REPORT(ReportOperations::report),
    SET_ASIDE(LeadOperations::setAside),
    PEOPLE(ConsoleOperations::people),
    OVERVIEW(ConsoleOperations::overview),
    FORECAST(ConsoleOperations::forecast);

    private final Begin begin;

    /** An operation that ends later. */
    private interface Begin {
        CompletionStage<?> begin(Exchange exchange, CampaignConfiguration configuration) throws Exception;
    }

    /** An operation that ends at once. */
    private interface Run {
        void run(Exchange exchange, CampaignConfiguration configuration) throws Exception;
    }

    CampaignOperation(Begin begin) {
        this.begin = begin;
    }

    CampaignOperation(Run run) {
        this((exchange, configuration) -> {
            run.run(exchange, configuration);
            return null;
        });
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns when the operation ends; null if it has ended. */
    CompletionStage<?> run(Exchange exchange, CampaignConfiguration configuration) throws Exception {
        return begin.begin(exchange, configuration);
    }

    static CampaignOperation of(String word) {
        return Arrays.stream(values())
                .filter(operation -> operation.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("operation: campaign:" + word
                        + " does not exist within a route. Use one of "
                        + Arrays.stream(values()).map(CampaignOperation::word).collect(Collectors.joining(", "))
                        + "."));
    }
}
