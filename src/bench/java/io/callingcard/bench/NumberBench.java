// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import io.callingcard.card.PhoneNumbers;

/** Numbers as they come: clean, as people type them, and without a country code. */
@State(Scope.Benchmark)
public class NumberBench {

    private String clean = "+14155550100";
    private String typed = "+1 (415) 555-0100";
    private String national = "(415) 555-0100";

    @Benchmark
    public String clean() {
        return PhoneNumbers.recipient(clean, null);
    }

    @Benchmark
    public String typed() {
        return PhoneNumbers.recipient(typed, null);
    }

    @Benchmark
    public String national() {
        return PhoneNumbers.recipient(national, "US");
    }
}
