// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a recorded session leaves out. */
class SecretsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"webhook_secret\":\"s3\"};{\"webhook_secret\":\"***\"}",
                "{\"a\":[{\"signing_secret\":\"s3\",\"id\":1}]};{\"a\":[{\"signing_secret\":\"***\",\"id\":1}]}",
                "{\"required_headers\":{\"authorization\":\"Bearer x\"}};{\"required_headers\":{\"authorization\":\"***\"}}",
                "{\"secret\":\"\",\"token\":null};{\"secret\":\"\",\"token\":null}",
                "{\"text\":\"my password\"};{\"text\":\"my password\"}",
            })
    void ofJsonTheFieldsOfThatName(String given, String shown) throws Exception {
        assertThat(Secrets.hidden(Json.STRICT.readTree(given))).hasToString(shown);
    }

    @Test
    void ofQueriesAndFormsTheValuesOfThatName() {
        assertThat(Secrets.hidden("/ws?authorization=abc&x=1")).isEqualTo("/ws?authorization=***&x=1");
        assertThat(Secrets.hidden("webhook_secret=s3&device_id=one")).isEqualTo("webhook_secret=***&device_id=one");
        assertThat(Secrets.hidden("--b\r\nContent-Disposition: form-data; name=\"webhook_secret\"\r\n\r\ns3\r\n--b--"))
                .endsWith("name=\"webhook_secret\"\r\n\r\n***\r\n--b--");
    }

    @Test
    void headersWithCredentialsAreNotKept() {
        ReceivedRequest request = new ReceivedRequest(
                "linq",
                "GET",
                "http://x",
                "/chats",
                Map.of("authorization", "Bearer canary", "x-chert-signature", "v1,1,canary", "x-device-id", "one"),
                new byte[0],
                0,
                "");

        assertThat(SessionLine.of(request, Reply.empty(204)).json().toString())
                .contains("\"x-device-id\":\"one\"")
                .doesNotContain("canary");
    }
}
