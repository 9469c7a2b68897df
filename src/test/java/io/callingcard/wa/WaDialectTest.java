// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.twin.WaTwin;

import static org.assertj.core.api.Assertions.assertThat;

/** The component means the same whether a gateway answers as its program or as the provider's page. */
class WaDialectTest {

    private static final Map<String, Object> TO = Map.of("CamelCardRecipient", WaWorld.PHONE);
    private static final Map<String, Object> CARD =
            Map.of("full_name", "Front Desk", "phones", List.of(Map.of("value", "+12025550143")));

    private final WaWorld world = new WaWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private void speak(String dialect) {
        world.forget();
        world.twin.wa().dialect(dialect);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v9", "docs"})
    void readsTheIdOfASentCard(String dialect) {
        speak(dialect);

        Exchange sent = world.send("wa:send-contact", TO, CARD);

        assertThat(world.failed).isEmpty();
        assertThat(sent.getMessage().getHeader(WaConstants.MESSAGE_ID, String.class))
                .hasSize(dialect.equals("docs") ? 32 : 22);
        assertThat(world.twin.journal(WaWorld.PHONE)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v9", "docs"})
    void aDeviceThatIsNotConnectedSentNothing(String dialect) {
        speak(dialect);
        world.twin.wa().disconnect(WaTwin.DEVICE);

        world.send("wa:send-contact?maxRetries=0", TO, CARD);

        ProviderException failure = world.onlyFailure();
        assertThat(failure).isInstanceOf(NotLoggedInException.class).hasMessageContaining("wa:reconnect");
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.isRetryable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v9", "docs"})
    void aBodyThatTheGatewayCannotReadSentNothing(String dialect) {
        speak(dialect);

        world.send("wa:raw-request?method=POST&path=/send/message", Map.of(), Map.of("phone", 1, "message", true));

        ProviderException failure = world.onlyFailure();
        assertThat(failure.getKind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
    }
}
