// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.story;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Zones and masks of a story. */
class StoryViewTest {

    private static final Instant EVENING = Instant.parse("2026-03-02T20:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private enum Code implements StoryCode {
        UNKNOWN,
        NEXT;

        @Override
        public String subject() {
            return "story";
        }
    }

    private static Story story(String person, List<ZoneId> zones, Object value) {
        return new Story(
                person,
                zones,
                EVENING,
                List.of(StoryEntry.of(EVENING, Code.UNKNOWN).with("person", value)),
                List.of(StoryEntry.of(null, Code.NEXT)));
    }

    private static String text(boolean showsNumbers, Story story) {
        return new StoryView(BERLIN, StoryLanguage.EN, showsNumbers).text(story);
    }

    @Test
    void aPersonInAnotherZoneHasAColumn() {
        assertThat(text(true, story("+81312345678", List.of(TOKYO), "her")))
                .isEqualTo(
                        """
                        +81312345678. Times are those of Europe/Berlin; the second column has the person's, Asia/Tokyo.

                        2026-03-02 21:00:00  05:00 +1d  The ledger knows nothing of her.

                        Next:
                                                        Next:
                        """);
        assertThat(text(true, story("+12125550100", List.of(NEW_YORK, TOKYO), "her")))
                .contains("the person's, America/New_York (one of 2 possible zones).", "21:00:00  15:00      The");
    }

    @Test
    void aGermanReaderGetsGermanDatesAndNumbers() {
        LocalDate day = LocalDate.of(2026, 3, 4);
        StoryEntry told = StoryEntry.of(EVENING, Code.UNKNOWN).with("person", day);
        Story story = new Story("+81312345678", List.of(TOKYO), EVENING, List.of(told), List.of());
        assertThat(new StoryView(BERLIN, StoryLanguage.DE, true).text(story))
                .isEqualTo(
                        """
                        +81312345678. Zeiten nach der Uhr von Europe/Berlin; in der zweiten Spalte nach der Uhr der Person, Asia/Tokyo.

                        02.03.2026 21:00:00  05:00 +1T  Das Ledger weiß nichts über 04.03.2026.

                        Nichts steht an.
                        """);
        JsonNode json = new StoryView(BERLIN, StoryLanguage.DE, true).json(story);
        assertThat(json.path("language").asText()).isEqualTo("de");
        assertThat(json.at("/past/0/values/person").asText()).isEqualTo("2026-03-04");
        assertThat(StoryLanguage.of("de-AT")).contains(StoryLanguage.DE);
        assertThat(StoryLanguage.of("fr")).isEmpty();
        assertThat(StoryLanguage.of("*")).isEmpty();
    }

    @Test
    void aPersonInTheZoneOfTheReaderOrInNoneHasNoColumn() {
        for (List<ZoneId> zones : List.of(List.of(BERLIN), List.<ZoneId>of())) {
            assertThat(text(true, story("+4930123456", zones, "her")))
                    .isEqualTo(
                            """
                            +4930123456. Times are those of Europe/Berlin.

                            2026-03-02 21:00:00  The ledger knows nothing of her.

                            Next:
                                                 Next:
                            """);
        }
    }

    /** The person's number in any spelling, other numbers with a country code, and email addresses. */
    @Test
    void numbersAreMaskedInEveryValue() {
        String key = "wa:14155550100@s.whatsapp.net<+12025550143/books";
        Story story = story("+14155550100", List.of(), key);
        assertThat(text(false, story))
                .contains("wa:+1415•••0100@s.whatsapp.net<+1202•••0143/books")
                .doesNotContain("4155550100", "2025550143");
        assertThat(text(true, story)).contains(key);
        Story byEmail = story("ada@example.com", List.of(), "ada@example.com");
        assertThat(text(false, byEmail)).startsWith("•••. Times").doesNotContain("ada");
        JsonNode json = new StoryView(BERLIN, StoryLanguage.EN, false).json(byEmail);
        assertThat(json.toString()).doesNotContain("ada");
        assertThat(json.at("/past/0/person_local").isMissingNode()).isTrue();
        assertThat(json.at("/next/0/at").isMissingNode()).isTrue();
    }

    @Test
    void codesAndNumbersStayWhatTheyAreInJson() {
        JsonNode json = new StoryView(BERLIN, StoryLanguage.EN, false).json(story("+14155550100", List.of(TOKYO), 3));
        assertThat(json.at("/past/0/values/person").isNumber()).isTrue();
        assertThat(json.at("/past/0/person_local").asText()).isEqualTo("2026-03-03T05:00:00+09:00");
        JsonNode code =
                new StoryView(BERLIN, StoryLanguage.EN, false).json(story("+14155550100", List.of(TOKYO), Code.NEXT));
        assertThat(code.at("/past/0/values/person").asText()).isEqualTo("story.next");
        assertThat(code.at("/past/0/text").asText()).contains("Next:");
    }

    @Test
    void aStrangerHasNoStory() {
        Story none = new Story("+14155550100", List.of(), EVENING, List.of(), List.of());
        assertThat(text(false, none)).isEqualTo("The ledger knows nothing of +1415•••0100.\n");
        Story quiet =
                new Story("+14155550100", List.of(), EVENING, List.of(StoryEntry.of(EVENING, Code.NEXT)), List.of());
        assertThat(text(false, quiet)).endsWith("\nNothing is due.\n");
        assertThat(StoryEntry.of(EVENING, Code.NEXT)
                        .with("a", null)
                        .with("b", "")
                        .values())
                .isEmpty();
        assertThat(new StoryDraft("x", List.of(), EVENING).finished()).hasToString("Story[0 + 0]");
    }
}
