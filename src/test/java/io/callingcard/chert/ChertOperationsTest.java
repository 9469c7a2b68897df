// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.callingcard.provider.fixture.OperationCase;
import io.callingcard.provider.fixture.OperationContract;
import io.callingcard.provider.fixture.World;
import io.callingcard.twin.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** Every operation through a route, against the twin. */
class ChertOperationsTest extends OperationContract {

    @Override
    protected World open() {
        return new ChertWorld();
    }

    @Override
    protected Stream<OperationCase> cases() {
        return ChertOperationCases.all();
    }

    @Override
    protected Stream<String> words() {
        return Stream.of(ChertOperation.values()).map(ChertOperation::word);
    }

    @Override
    protected List<String> generalErrors() {
        return codes(1007, 2001, 2004, 2005, 2012, 3001, 3002, 4002);
    }

    @Override
    protected List<String> documentedErrors(String word) {
        return switch (word) {
            case "send-contact" -> codes(1001, 1002, 1004, 2002, 4001, 4099);
            case "share-card" -> codes(1002, 2002, 4001, 4099);
            case "send-text" -> codes(1002, 1003, 1005, 1009, 1010, 2002, 2006, 2008, 4001, 4098);
            case "send-media" -> codes(1006, 1008, 1011, 5001, 5002, 5003, 5004);
            case "send-link" -> codes(1005, 2002, 4001, 4099);
            case "send-location" -> codes(1001, 4099);
            case "create-chat" -> codes(1001, 1003, 1006, 2006, 4001, 4099);
            case "update-chat" -> codes(1004, 1006, 2002, 4001, 4099);
            case "add-participant" -> codes(1001, 1006, 2002, 4001, 4099);
            case "remove-participant" -> codes(1001, 1002, 1006, 2002, 4001, 4099);
            case "leave-chat" -> codes(1002, 1006, 2002, 4001, 4099);
            case "react" -> codes(1002, 1004, 2003, 4001);
            case "edit" -> codes(1002, 1004, 2003, 4001, 4099);
            case "typing" -> codes(2002);
            case "mark-read" -> codes(1002, 2002, 4001, 4099);
            case "list-messages" -> codes(2002);
            case "get-message" -> codes(2003);
            case "upload-attachment" -> codes(5002, 5003);
            case "download-attachment" -> codes(5001, 5004);
            default -> codes();
        };
    }

    @Override
    protected List<String> doubtfulErrors() {
        return codes(3001, 3002, 4001, 4002);
    }

    @Override
    protected Set<String> settling() {
        return Set.of("ensure-webhook");
    }

    /** A list that does not show a subscription yet proves nothing. */
    @Override
    protected Set<String> provenNotDone() {
        return Set.of();
    }

    @Override
    protected void assertAuthentic(ReceivedRequest request) {
        assertThat(request.header("x-chert-tenant")).isEqualTo("twin");
        assertThat(request.header("x-chert-signature")).startsWith("v1,");
        assertThat(request.header("authorization")).isNull();
    }

    @Override
    protected Class<?> component() {
        return ChertComponent.class;
    }
}
