// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.callingcard.provider.fixture.OperationCase;
import io.callingcard.provider.fixture.OperationContract;
import io.callingcard.provider.fixture.World;
import io.callingcard.twin.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** Every operation through a route, against the twin. */
class LinqOperationsTest extends OperationContract {

    @Override
    protected World open() {
        return new LinqWorld();
    }

    @Override
    protected Stream<OperationCase> cases() {
        return LinqOperationCases.all();
    }

    @Override
    protected Stream<String> words() {
        return Stream.of(LinqOperation.values()).map(LinqOperation::word);
    }

    @Override
    protected List<String> generalErrors() {
        return codes(1007, 2004, 2005, 3001, 3006, 4004);
    }

    @Override
    protected List<String> documentedErrors(String word) {
        return switch (word) {
            case "share-card" -> codes(2001, 2012, 2013);
            case "create-card" -> codes(1001, 1002, 2006, 2014, 5006, 5007);
            case "update-card", "get-card", "delete-card" -> codes(1002, 2006, 2012);
            case "ensure-card" -> codes(1001, 2006, 5007);
            case "send-contact", "send-text", "send-media", "send-link" ->
                codes(1004, 1005, 2001, 2007, 2013, 2024, 2026, 4001);
            case "create-chat" -> codes(1001, 1002, 1005, 2006, 2008, 2009, 2024, 2026, 2027);
            case "send-voice" -> codes(2001, 2013, 5001);
            case "send-poll" -> codes(2001, 2017);
            case "update-chat", "add-participant", "remove-participant", "leave-chat" -> codes(1006, 2001, 2013);
            case "typing", "mark-read", "get-chat", "list-messages" -> codes(2001);
            case "react", "delete-message", "get-message", "list-thread" -> codes(2002);
            case "edit" -> codes(1004, 2002, 2017);
            case "upload-attachment" -> codes(5001, 5004, 5005);
            case "get-attachment", "download-attachment", "delete-attachment" -> codes(2003, 2007);
            case "check-capability" -> codes(1002, 4009, 4010);
            case "update-line", "audit-line", "get-audit" -> codes(2006, 2019);
            case "request-location", "get-location" -> codes(2001, 2016, 2017);
            case "stop-location" -> codes(2001, 2015);
            case "create-webhook" -> codes(1001, 2006, 2015);
            case "get-webhook", "update-webhook", "delete-webhook" -> codes(2010);
            default -> codes();
        };
    }

    @Override
    protected List<String> doubtfulErrors() {
        return codes(3001, 3006, 4001, 5001);
    }

    @Override
    protected Set<String> settling() {
        return Set.of("create-card", "update-card", "ensure-card", "delete-card", "ensure-webhook");
    }

    @Override
    protected void assertAuthentic(ReceivedRequest request) {
        assertThat(request.header("authorization")).isEqualTo("Bearer twin");
    }

    @Override
    protected Class<?> component() {
        return LinqComponent.class;
    }
}
