// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CommentEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * A comment that switches rules off: {@code # lint: off RULE: the reason}. On a line of its own it applies to the step, route or
 * bean that begins next, with all that is in it; at the end of a line, to what begins in that line.
 *
 * @param rules  the ids, as they are written
 * @param reason empty if the comment gives none
 * @param first  the first line that it applies to, from 1
 * @param last   the last one
 */
record Off(Place place, List<String> rules, String reason, int first, int last) {

    private static final String MARK = "lint: off";

    /** Returns the comments of a file. */
    static List<Off> in(String file, String text, List<Node> documents) {
        List<String> lines = text.lines().toList();
        List<Off> offs = new ArrayList<>();
        try {
            for (Event event :
                    new Parse(LoadSettings.builder().setParseComments(true).build()).parseString(text)) {
                if (event instanceof CommentEvent comment
                        && comment.getValue().strip().startsWith(MARK)) {
                    offs.add(of(file, comment, lines, documents));
                }
            }
        } catch (YamlEngineException e) {
            // Camel reports that when it loads the file.
            return List.of();
        }
        return offs;
    }

    private static Off of(String file, CommentEvent comment, List<String> lines, List<Node> documents) {
        int line = comment.getStartMark().orElseThrow().getLine();
        int column = comment.getStartMark().orElseThrow().getColumn();
        String words = comment.getValue().strip().substring(MARK.length()).strip();
        int first = line;
        while (first < lines.size() && isCommentOrBlank(lines.get(first))) {
            first++;
        }
        int last = first;
        for (Node document : documents) {
            last = Math.max(last, endOf(document, first));
        }
        int end = endOfRules(words);
        return new Off(
                new Place(
                        file,
                        line + 1,
                        column + 1,
                        line + 1,
                        column + 2 + comment.getValue().length()),
                Arrays.stream(words.substring(0, end).split(","))
                        .map(String::strip)
                        .toList(),
                words.substring(end).replaceFirst("^[: \u2013\u2014-]+", "").strip(),
                first + 1,
                last + 1);
    }

    private static boolean isCommentOrBlank(String line) {
        return line.isBlank() || line.strip().startsWith("#");
    }

    /** Returns where the names end: they are separated by commas, and the reason follows after a colon or space. */
    private static int endOfRules(String words) {
        int end = 0;
        while (end < words.length() && words.charAt(end) != ':') {
            boolean isBetween =
                    words.charAt(end) == ' ' && end > 0 && words.charAt(end - 1) != ',' && words.charAt(end - 1) != ' ';
            if (isBetween) {
                return end;
            }
            end++;
        }
        return end;
    }

    /** Returns the last line of the outermost item or key that begins in a line, from 0. */
    private static int endOf(Node node, int line) {
        int end = line;
        for (Node item : Yaml.items(node)) {
            end = Math.max(end, starts(item) == line ? lastLine(item) : endOf(item, line));
        }
        for (NodeTuple tuple : Yaml.tuples(node)) {
            Node value = tuple.getValueNode();
            end = Math.max(end, starts(tuple.getKeyNode()) == line ? lastLine(value) : endOf(value, line));
        }
        return end;
    }

    private static int starts(Node node) {
        return node.getStartMark().orElseThrow().getLine();
    }

    /** Returns the line of the last scalar inside. The end of a block is where the next one begins. */
    private static int lastLine(Node node) {
        int last = starts(node);
        for (Node item : Yaml.items(node)) {
            last = Math.max(last, lastLine(item));
        }
        for (NodeTuple tuple : Yaml.tuples(node)) {
            last = Math.max(last, lastLine(tuple.getValueNode()));
        }
        if (Yaml.text(node) != null) {
            Mark end = node.getEndMark().orElseThrow();
            last = Math.max(last, end.getColumn() == 0 ? end.getLine() - 1 : end.getLine());
        }
        return last;
    }

    boolean covers(Place found) {
        return found.file().equals(place.file()) && found.line() >= first && found.line() <= last;
    }

    boolean names(LintRule rule) {
        return rules.contains(rule.id());
    }
}
