// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** People behave by the rates on every line. */
class PeopleBehaviorTest {

    private static final int PEOPLE = 60;

    @TempDir
    Path folder;

    private Map<String, Long> did(String channel, String rates) throws Exception {
        Run run = Run.of(
                Run.settings(PEOPLE, 1)
                        .properties(Map.of("callingcard.welcome.channel", channel))
                        .people(rates),
                folder);
        assertThat(Analyzed.broken(folder)).isEmpty();
        assertThat(run.received("text")).hasSize(PEOPLE);
        assertThat(run.received("card")).isNotEmpty();
        return run.all("person")
                .map(event -> event.path("did").asText())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq", "wa"})
    void peopleAnswerStopSaveAndBlock(String channel) throws Exception {
        assertThat(did(channel, "answers=0.5,stops=0.5,saves_card=0.5,blocks=0.2"))
                .containsOnlyKeys("answered", "stopped", "saved_card", "blocked")
                .allSatisfy((what, count) -> assertThat(count).isLessThan(PEOPLE));
    }

    @Test
    void somePhonesHaveNoIMessage() throws Exception {
        assertThat(did("linq", "has_no_imessage=0.4").get("has_no_imessage")).isBetween(10L, 40L);
    }

    @Test
    void ratesAreReadOrTheMistakeIsNamed() {
        assertThat(PeopleModel.parse("silent")).isEqualTo(PeopleModel.SILENT);
        assertThat(PeopleModel.parse("usual")).isEqualTo(PeopleModel.USUAL);
        assertThat(PeopleModel.parse("")).isEqualTo(PeopleModel.SILENT);
        assertThat(PeopleModel.parse("saves-card=1").savesCard()).isEqualTo(1);
        assertThatThrownBy(() -> PeopleModel.parse("stops=2"))
                .hasMessage("stops: 2.0 is not a share of all people. Use a number from 0 to 1.");
        assertThatThrownBy(() -> PeopleModel.parse("stops=-1")).hasMessageContaining("is not a share of all people");
        assertThatThrownBy(() -> PeopleModel.parse("stops=x"))
                .hasMessage("stops: x is not a number. Use a number from 0 to 1.");
        assertThatThrownBy(() -> PeopleModel.parse("stops"))
                .hasMessageStartingWith("\"stops\" is not a rate of people.");
        assertThatThrownBy(() -> PeopleModel.parse("rude=1"))
                .hasMessageStartingWith("\"rude=1\" is not a rate of people.");
    }
}
