// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.callingcard.card.InputLimit;
import io.callingcard.ledger.People;

/**
 * Which people a list shows. Null selects all.
 *
 * @param text     a part of the name, the number or the campaign, in small letters
 * @param digits   the part of the number, if the text is one
 * @param exact    the person as stored, if the text is a whole number and numbers are hidden
 * @param campaign the name of a campaign
 * @param line     a provider, or a provider and our number
 */
record PeopleQuery(String text, String digits, String exact, String campaign, String line, PersonState state) {

    private static final int LONGEST = 100;

    /** What people write between digits. */
    private static final String BETWEEN = " +-().\u00A0\u202F";

    static PeopleQuery of(String typed, String campaign, String line, PersonState state, People people) {
        String text = typed == null || typed.isBlank() ? null : fold(typed.strip());
        if (text != null && text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "q: is longer than " + LONGEST + " characters. Use a part of the number, name or campaign.");
        }
        return new PeopleQuery(
                text,
                text == null ? null : digits(text),
                text == null || people.key() == null ? null : people.stored(people.address(typed.strip())),
                blankToNull(campaign),
                blankToNull(line),
                state);
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    static String fold(String text) {
        return InputLimit.lowerCase(text);
    }

    /** Returns the digits of a part of a number; null if the text is none. */
    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (BETWEEN.indexOf(c) < 0) {
                return null;
            }
        }
        return digits.isEmpty() ? null : digits.toString();
    }

    /** Rows of a table, and the values of its question marks. */
    record Rows(String from, List<Object> values) {

        @Override
        public String toString() {
            return "Rows";
        }
    }

    /** Returns the leads that may make a person match. */
    Rows leads(Map<String, Campaign> campaigns) {
        Builder rows = new Builder("callingcard_lead");
        if (state != null) {
            rows.and(state.leads());
        }
        if (campaign != null) {
            rows.and("campaign = ?", campaign);
        }
        if (line != null) {
            Line wanted = Line.parse(line.indexOf(':') < 0 ? line + ":" : line);
            if (wanted.number().isEmpty()) {
                rows.and(
                        "("
                                + in(
                                        "campaign",
                                        campaigns.entrySet().stream()
                                                .filter(each -> each.getValue()
                                                        .getChannel()
                                                        .equals(wanted.channel()))
                                                .map(Map.Entry::getKey)
                                                .toList(),
                                        rows)
                                + " AND line IS NULL AND wanted IS NULL OR COALESCE(line, wanted) LIKE ?)",
                        wanted.channel() + ":%");
            } else {
                rows.and("COALESCE(line, wanted) = ?", wanted.toString());
            }
        }
        if (text != null) {
            String pattern = pattern(text);
            if (exact == null) {
                rows.and(
                        "(person LIKE ? ESCAPE '!' OR LOWER(name) LIKE ? ESCAPE '!' OR LOWER(campaign) LIKE ? ESCAPE '!')",
                        digits == null ? pattern : pattern(digits),
                        pattern,
                        pattern);
            } else {
                rows.and("(person = ? OR LOWER(campaign) LIKE ? ESCAPE '!')", exact, pattern);
            }
        }
        return rows.built();
    }

    private static String in(String column, List<String> words, Builder rows) {
        words.forEach(rows.values::add);
        return words.isEmpty()
                ? PersonState.Rows.NONE
                : column + " IN ("
                        + String.join(", ", words.stream().map(word -> "?").toList()) + ")";
    }

    /** Returns the chats that may make a person match. */
    Rows chats() {
        Builder rows = new Builder("callingcard_chat");
        rows.and("person IS NOT NULL");
        if (state != null) {
            rows.and(state.chats());
        }
        if (campaign != null) {
            // A chat belongs to no campaign.
            rows.and(PersonState.Rows.NONE);
        }
        if (line != null) {
            Line wanted = Line.parse(line.indexOf(':') < 0 ? line + ":" : line);
            rows.and("provider = ?", wanted.channel());
            if (!wanted.number().isEmpty()) {
                rows.and("line = ?", wanted.number());
            }
        }
        if (text != null) {
            if (exact == null) {
                rows.and("person LIKE ? ESCAPE '!'", pattern(digits == null ? text : digits));
            } else {
                rows.and("person = ?", exact);
            }
        }
        return rows.built();
    }

    /** A database may know capital letters of ASCII only: any other character fits, and {@link #fits} looks again. */
    private static String pattern(String text) {
        StringBuilder pattern = new StringBuilder("%");
        text.codePoints().forEach(c -> {
            if (c == '%' || c == '_' || c == '!') {
                pattern.append('!').append((char) c);
            } else {
                pattern.append(c < 128 ? (char) c : '_');
            }
        });
        return pattern.append('%').toString();
    }

    /** Whether a person whom the database chose is one of those that were asked for. */
    boolean fits(PersonFacts facts) {
        return (state == null || state == PersonState.of(facts)) && (text == null || hasText(facts));
    }

    private boolean hasText(PersonFacts facts) {
        return (exact == null ? isPartOfAddress(facts.person()) : exact.equals(facts.person()))
                || facts.leads().stream().anyMatch(this::hasText);
    }

    private boolean isPartOfAddress(String person) {
        return person.contains(digits == null ? text : digits);
    }

    private boolean hasText(PersonFacts.LeadRow lead) {
        return exact == null && lead.name() != null && fold(lead.name()).contains(text)
                || fold(lead.campaign()).contains(text);
    }

    /** Leaves out what was typed. */
    @Override
    public String toString() {
        return "PeopleQuery[" + state + "]";
    }

    /** Collects conditions. */
    private static final class Builder {

        private final StringBuilder sql = new StringBuilder();
        private final List<Object> values = new ArrayList<>();

        Builder(String table) {
            sql.append(" FROM ").append(table).append(" WHERE ").append(PersonState.Rows.ALL);
        }

        void and(String condition, Object... more) {
            sql.append(" AND ").append(condition);
            values.addAll(List.of(more));
        }

        Rows built() {
            return new Rows(sql.toString(), List.copyOf(values));
        }
    }
}
