// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.callingcard.provider.fixture.OperationCase;
import io.callingcard.provider.fixture.OperationContract;
import io.callingcard.provider.fixture.World;
import io.callingcard.twin.ReceivedRequest;
import io.callingcard.twin.WaTwin;

import static org.assertj.core.api.Assertions.assertThat;

/** Every operation through a route, against the twin. */
class WaOperationsTest extends OperationContract {

    @Override
    protected World open() {
        return new WaWorld();
    }

    @Override
    protected Stream<OperationCase> cases() {
        return WaOperationCases.all();
    }

    @Override
    protected Stream<String> words() {
        return Stream.of(WaOperation.values()).map(WaOperation::word);
    }

    @Override
    protected List<String> generalErrors() {
        return List.of(
                "DEVICE_ID_REQUIRED",
                "DEVICE_NOT_FOUND",
                "INVALID_WA_CLI",
                "AUTHENTICATION_ERROR",
                "DEVICE_MANAGER_UNAVAILABLE",
                "INTERNAL_SERVER_ERROR",
                "GATEWAY_TIMEOUT");
    }

    @Override
    protected List<String> documentedErrors(String word) {
        return switch (word) {
            case "send-text", "send-contact", "send-link", "send-location", "send-poll", "forward" ->
                List.of("VALIDATION_ERROR", "INVALID_JID", "WA_REACHOUT_TIMELOCK");
            case "send-media" ->
                List.of("VALIDATION_ERROR", "INVALID_JID", "WA_REACHOUT_TIMELOCK", "UPLOAD_MEDIA_ERROR");
            case "get-avatar" -> List.of("VALIDATION_ERROR", "CONTEXT_ERROR");
            case "list-participants" -> List.of("INVALID_GROUP_ID");
            case "create-chat", "add-participant" -> List.of("INVALID_JID");
            case "set-group-photo" -> List.of("INVALID_IMAGE_FORMAT");
            case "pin-chat", "archive-chat", "update-webhook" -> List.of("BAD_REQUEST");
            case "login", "login-code" -> List.of("ALREADY_LOGGED_IN", "QR_CHANNEL_ERROR", "SESSION_SAVED_ERROR");
            case "get-webhook" -> List.of("NOT_FOUND");
            case "edit", "react", "revoke", "get-user-info", "set-timer" -> List.of("VALIDATION_ERROR");
            default -> List.of();
        };
    }

    @Override
    protected List<String> doubtfulErrors() {
        return List.of("INTERNAL_SERVER_ERROR", "GATEWAY_TIMEOUT");
    }

    @Override
    protected Set<String> settling() {
        return Set.of();
    }

    @Override
    protected void assertAuthentic(ReceivedRequest request) {
        assertThat(request.header("x-device-id")).isIn(WaTwin.DEVICE, "spare", "one");
    }

    @Override
    protected Class<?> component() {
        return WaComponent.class;
    }
}
