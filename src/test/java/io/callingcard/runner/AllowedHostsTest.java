// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AllowedHostsTest {

    private final AllowedHosts hosts =
            new AllowedHosts("192.0.2.1", List.of("Cards.Example.com", "other.example:8443", "[2001:db8::1]"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8080",
                "127.0.0.1:1",
                "[::1]",
                "[::1]:8080",
                "cards.example.com",
                "cards.example.com:9090",
                "other.example:8443",
                "192.0.2.1:8080",
                "[2001:db8::1]:443"
            })
    void allowsThisMachineAndTheChosenHosts(String authority) {
        assertThat(hosts.contains(authority)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "evil.example",
                "other.example",
                "other.example:8444",
                "localhost.evil.example",
                "localhost.",
                "localhost:80@evil.example",
                "localhost@evil.example",
                "evil.example/localhost",
                "localhost:",
                "localhost:123456",
                "[::1",
                "::1",
                "localhost, evil.example",
                "null"
            })
    void refusesOtherHosts(String authority) {
        assertThat(hosts.contains(authority)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080,      localhost:8080,    true",
        "https://LOCALHOST:8080,     localhost:8080,    true",
        "https://cards.example.com,  localhost:8080,    true",
        "http://other.example:8443,  localhost:8080,    true",
        "http://localhost:3000,      localhost:8080,    false",
        "http://127.0.0.1:8080,      localhost:8080,    false",
        "http://other.example,       localhost:8080,    false",
        "http://192.0.2.1:3000,      192.0.2.1:8080,    false",
        "http://evil.example,        localhost:8080,    false",
        "ftp://localhost:8080,       localhost:8080,    false",
        "null,                       localhost:8080,    false",
        "localhost:8080,             localhost:8080,    false",
    })
    void aPageMayChangeItsOwnSiteOnly(String origin, String authority, boolean isOwn) {
        assertThat(hosts.isOwnOrigin(origin, authority)).isEqualTo(isOwn);
    }

    @Test
    void namesAnEntryThatIsNoHost() {
        for (String wrong : List.of("https://cards.example.com", "*", "", "a b")) {
            assertThatThrownBy(() -> new AllowedHosts("", List.of(wrong)))
                    .hasMessageStartingWith("callingcard.hosts: \"" + wrong + "\" is not a host. Write hosts as in");
        }
    }
}
