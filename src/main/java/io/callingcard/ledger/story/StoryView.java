// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.story;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.callingcard.card.PhoneMask;
import io.callingcard.provider.wire.Json;

/**
 * How a story is shown: as text for a person, or as JSON for a program.
 *
 * @param zone         the time zone of the reader
 * @param language     the language of the sentences
 * @param showsNumbers whether phone numbers and email addresses are shown; if not, they are masked
 */
public record StoryView(ZoneId zone, StoryLanguage language, boolean showsNumbers) {

    private static final Pattern NUMBER = Pattern.compile("\\+\\d{7,15}");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final String NO_TIME = " ".repeat("2026-03-02 15:00:00".length());

    /** Returns lines of text, one for each entry. */
    public String text(Story story) {
        Writer writer = new Writer(story);
        StringBuilder text = new StringBuilder();
        if (!story.isKnown()) {
            return writer.frame(StoryFrame.UNKNOWN) + "\n";
        }
        text.append(writer.frame(StoryFrame.TITLE)).append("\n\n");
        story.past().forEach(entry -> text.append(writer.line(entry)).append('\n'));
        if (story.next().isEmpty()) {
            text.append('\n').append(writer.frame(StoryFrame.NOTHING_NEXT)).append('\n');
        } else {
            text.append('\n').append(writer.frame(StoryFrame.NEXT)).append('\n');
            story.next().forEach(entry -> text.append(writer.line(entry)).append('\n'));
        }
        return text.toString();
    }

    /** Returns the entries with their codes, values, times and sentences. */
    public ObjectNode json(Story story) {
        Writer writer = new Writer(story);
        ObjectNode json = Json.object();
        json.put("person", writer.masked(story.person()));
        json.put("language", language.toString());
        json.put("zone", zone.getId());
        ArrayNode zones = json.putArray("person_zones");
        story.zones().forEach(each -> zones.add(each.getId()));
        json.put("now", story.now().toString());
        writer.entries(json.putArray("past"), story.past());
        writer.entries(json.putArray("next"), story.next());
        return json;
    }

    /** Writes the entries of one story. */
    private final class Writer {

        private final Sentences sentences = Sentences.of(language);
        private final Story story;
        private final ZoneId theirs;

        Writer(Story story) {
            this.story = story;
            this.theirs = story.zones().isEmpty() ? null : story.zones().get(0);
        }

        String frame(StoryFrame frame) {
            StoryEntry entry = StoryEntry.of(story.now(), frame)
                    .with("person", story.person())
                    .with("zone", zone.getId())
                    .with("person_zone", theirs == null ? null : theirs.getId())
                    .with("zones", isElsewhere() ? StoryFrame.ZONES : null)
                    .with("possible", story.zones().size() > 1 ? story.zones().size() : null);
            return sentence(entry);
        }

        /** The reader's time, the person's time, and the sentence. */
        String line(StoryEntry entry) {
            String time =
                    entry.at() == null ? NO_TIME : language.time(entry.at().atZone(zone));
            String other = isElsewhere() ? String.format("  %-9s", entry.at() == null ? "" : clock(entry.at())) : "";
            return (time + other + "  " + sentence(entry)).stripTrailing();
        }

        /** The person's time of the day; with a sign if the person has another date. */
        private String clock(Instant at) {
            LocalDate day = at.atZone(theirs).toLocalDate();
            LocalDate readers = at.atZone(zone).toLocalDate();
            return CLOCK.format(at.atZone(theirs))
                    + (day.equals(readers) ? "" : " " + language.days(day.isBefore(readers) ? -1 : 1));
        }

        String sentence(StoryEntry entry) {
            return sentences.tell(entry.code(), entry.values(), this::text);
        }

        private String text(Object value) {
            return value instanceof LocalDate day ? language.date(day) : masked(value.toString());
        }

        private boolean isElsewhere() {
            return theirs != null && !theirs.equals(zone);
        }

        void entries(ArrayNode array, List<StoryEntry> entries) {
            for (StoryEntry entry : entries) {
                ObjectNode node = array.addObject();
                if (entry.at() != null) {
                    node.put("at", entry.at().toString());
                    node.put("local", local(entry.at(), zone));
                    if (theirs != null) {
                        node.put("person_local", local(entry.at(), theirs));
                    }
                }
                node.put("code", entry.code().key());
                ObjectNode values = node.putObject("values");
                entry.values().forEach((name, value) -> put(values, name, value));
                node.put("text", sentence(entry));
            }
        }

        private String local(Instant at, ZoneId where) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                    at.truncatedTo(ChronoUnit.SECONDS).atZone(where));
        }

        private void put(ObjectNode values, String name, Object value) {
            if (value instanceof StoryCode code) {
                values.put(name, code.key());
            } else if (value instanceof Number number) {
                values.put(name, number.longValue());
            } else {
                values.put(name, masked(value.toString()));
            }
        }

        /** Masks the person wherever a text names it, and all other numbers with a country code. */
        String masked(String text) {
            if (showsNumbers) {
                return text;
            }
            String person = story.person();
            String masked = PhoneMask.mask(person);
            String without = text.replace(person, masked);
            if (person.startsWith("+")) {
                without = without.replace(person.substring(1), masked);
            }
            return NUMBER.matcher(without)
                    .replaceAll(number -> Matcher.quoteReplacement(PhoneMask.mask(number.group())));
        }
    }
}
