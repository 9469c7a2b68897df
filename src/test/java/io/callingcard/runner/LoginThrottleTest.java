// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LoginThrottleTest {

    private static final String HERE = "203.0.113.7";

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private final LoginThrottle throttle = new LoginThrottle(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.fail(address);
        }
    }

    @Test
    void tenWrongLoginsBlockAnAddressForTheRestOfTheMinute() {
        fail(HERE, LoginThrottle.LIMIT - 1);
        assertThat(throttle.wait(HERE)).isZero();
        now = now.plusSeconds(20);
        fail(HERE, 1);
        assertThat(throttle.wait(HERE)).isEqualTo(Duration.ofSeconds(40));
        assertThat(throttle.wait("203.0.113.8")).isZero();
        now = now.plusSeconds(40);
        assertThat(throttle.wait(HERE)).isZero();
        fail(HERE, 1);
        assertThat(throttle.wait(HERE)).isZero();
    }

    @Test
    void allAddressesOfAnIpv6NetworkAreOneCaller() {
        fail("2001:db8:1:2::1", 5);
        fail("2001:db8:1:2:ffff:0:0:3", 5);
        assertThat(throttle.wait("2001:0db8:0001:0002::9")).isPositive();
        assertThat(throttle.wait("2001:db8:1:3::1")).isZero();
        fail("::ffff:203.0.113.9", 5);
        fail(null, 5);
        assertThat(throttle.wait(null)).isZero();
    }

    @Test
    void remembersABoundedNumberOfAddresses() {
        fail(HERE, LoginThrottle.LIMIT);
        for (int i = 0; i < LoginThrottle.MOST_ADDRESSES + 10; i++) {
            throttle.fail("10.0." + i / 256 + "." + i % 256);
        }
        assertThat(throttle.remembered()).isEqualTo(LoginThrottle.MOST_ADDRESSES);
        assertThat(throttle.wait(HERE)).isZero();
    }

    @Test
    void reportsFailuresNowAndThenWithTheirNumber() {
        assertThat(throttle.fail(HERE)).isEqualTo(1);
        assertThat(throttle.fail(HERE)).isZero();
        assertThat(throttle.fail("198.51.100.1")).isZero();
        now = now.plus(LoginThrottle.BETWEEN_REPORTS);
        assertThat(throttle.fail(HERE)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7,           203.0.113.•",
        "2001:db8:1:2:3:4:5:6,  20010db800010002::",
        "not:an:address,        unknown",
        "unknown,               unknown",
        ",                      unknown",
    })
    void masksTheAddress(String address, String masked) {
        assertThat(LoginThrottle.masked(address)).isEqualTo(masked);
    }
}
