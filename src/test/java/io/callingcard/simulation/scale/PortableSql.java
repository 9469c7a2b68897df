// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All SQL statements of the ledger and of campaigns, as they are in the sources, and what other databases would need of
 * them.
 */
final class PortableSql {

    private static final List<Path> SOURCES =
            List.of(Path.of("src/main/java/io/callingcard/ledger"), Path.of("src/main/java/io/callingcard/campaign"));

    /** The tables, of which all statements count as one. */
    private static final Path TABLES = Path.of("src/main/resources/io/callingcard/ledger/db/schema.sql");

    private static final Pattern TOKEN = Pattern.compile(
            "(?s)/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])'|[;{}]|[^;{}\"'/]+|/");

    private static final Pattern CONSTANT = Pattern.compile("(\\w+)\\s*=(?!=)");
    private static final Pattern METHOD =
            Pattern.compile("\\s(?!if|for|while|switch|catch|try)(\\w+)\\s*\\([^()]*\\)\\s*(?:throws [\\w, ]+)?\\s*$");
    private static final Pattern SQL = Pattern.compile(
            "(?s).*(\\bSELECT\\b|\\bINSERT INTO\\b|\\bUPDATE \\w|\\bDELETE FROM\\b|\\bCREATE (TABLE|INDEX)\\b|\\bALTER TABLE\\b"
                    + "|\\bSET LOCAL\\b|\\bSAVEPOINT\\b|\\bWHERE\\b|\\bON CONFLICT\\b|clock_timestamp|\\bSHOW\\b|\\bPRAGMA\\b|\\bVACUUM\\b).*");

    /** Upper-case words of SQL that all four databases know in the way in which we use them. */
    private static final Pattern WORD = Pattern.compile("\\b[A-Z][A-Z]+\\b");

    private PortableSql() {}

    /**
     * A statement, or a part of several statements.
     *
     * @param name the class and the constant or method
     * @param text its literals; what is put in between is {@code …}
     */
    record Statement(String name, String text) {}

    /**
     * What a statement may have that is not the same everywhere.
     *
     * @param words       for the page
     * @param pattern     finds it in a statement
     * @param citus       what is to do for Citus, or an empty text
     * @param cockroach   the same for CockroachDB
     * @param yugabyte    the same for YugabyteDB
     */
    record Feature(String words, Pattern pattern, String citus, String cockroach, String yugabyte) {

        boolean isIn(Statement statement) {
            return pattern.matcher(statement.text()).find();
        }
    }

    private static Feature feature(String words, String regex, String citus, String cockroach, String yugabyte) {
        return new Feature(words, Pattern.compile(regex, Pattern.DOTALL), citus, cockroach, yugabyte);
    }

    static final List<Feature> FEATURES = List.of(
            feature(
                    "the database's clock in a change",
                    "(UPDATE callingcard|DELETE FROM|DO UPDATE).*\\{now}",
                    "Read the clock first, and bind it. A change must have no volatile function.",
                    "",
                    ""),
            feature(
                    "`FOR UPDATE SKIP LOCKED`",
                    "\\{skip locked}",
                    "Take rows of one shard at a time: the subquery must name its shard.",
                    "",
                    ""),
            feature(
                    "a key that changes",
                    "UPDATE callingcard_(claim SET chat|attempt SET claim_key) =",
                    "Delete and insert: the column by which rows are spread cannot change.",
                    "",
                    ""),
            feature(
                    "a unique key without the chat",
                    "ON CONFLICT \\((claim_key|claim_key, number)\\)",
                    "Add the chat to the key of claims and attempts, and to `ON CONFLICT`.",
                    "",
                    ""),
            feature(
                    "two tables that are spread by different columns",
                    "callingcard_alias\\s+a\\s+JOIN|FROM callingcard_attempt\\b.*callingcard_claim\\b|UPDATE callingcard_attempt\\b.*callingcard_claim\\b|callingcard_alias WHERE chat IN",
                    "Look names up in a statement of their own. Give attempts the column of the chat.",
                    "",
                    ""),
            feature(
                    "a window over all chats",
                    "OVER \\(PARTITION BY",
                    "Ask each shard, or leave the report out.",
                    "",
                    ""),
            feature(
                    "a recursive query",
                    "WITH RECURSIVE",
                    "Ask for one line after the other: it must not read several shards.",
                    "",
                    ""),
            feature(
                    "a column with the collation `C`",
                    "\\{bytewise}|COLLATE",
                    "",
                    "Leave the collation out: its order is that of bytes anyway.",
                    ""),
            feature(
                    "partitions by a hash",
                    "MODULUS",
                    "Leave the option `partitions` out: the shards do its work.",
                    "Leave the option `partitions` out: the ranges do its work.",
                    ""),
            feature("a BRIN index", "USING brin", "", "Leave the index out.", "Leave the index out."),
            feature(
                    "an advisory lock",
                    "pg_advisory_xact_lock",
                    "",
                    "Needs a release of 2026 that has this lock. Or start one node first.",
                    "Needs 2025.1. Or start one node first."),
            feature(
                    "a limit for waiting on locks",
                    "lock_timeout",
                    "",
                    "",
                    "Releases before 2025.1 ignore it: a group may wait longer, and is then repeated."));

    /** Words that are the same in all of them, and words of comments, messages and SQLite in these files. */
    private static final Set<String> PLAIN = words(
            """
            ADD ALL ALTER AND ANALYZE AS ASC BETWEEN BIGINT BLOB BY BYTEA CASE CAST COALESCE COLUMN CONFLICT COUNT CREATE DELETE DESC
            DISTINCT DO DROP ELSE END ESCAPE EXISTS EXTRACT FOR FROM GROUP IF IN INDEX INSERT INTEGER INTO IS JOIN KEY LEFT LENGTH
            LIKE LIMIT LOCAL LOCKED LOWER MAX MIN NOT NOTHING NULL OFFSET ON OR ORDER OVER PARTITION PRIMARY REPLACE RETURNING
            SAVEPOINT SELECT SET SKIP SMALLINT SUBSTR SUM TABLE TEXT THEN TRUE UNION UPDATE VALUES VARCHAR WHEN WHERE WITH
            EPOCH COLLATE TO RELEASE ROLLBACK SHOW PAUSED RESTS CONCURRENTLY CONSTRAINT DEFAULTS HASH INCLUDING MODULUS OF
            REMAINDER RENAME USING RECURSIVE""");

    /** SQLite alone runs these. */
    private static final Set<String> OF_SQLITE =
            words("""
            PRAGMA VACUUM ROWID WITHOUT FULL IMMEDIATE BEGIN COMMIT TRUNCATE WAL""");

    private static Set<String> words(String text) {
        return new TreeSet<>(List.of(text.strip().split("\\s+")));
    }

    static List<Statement> all() throws IOException {
        List<Statement> all = new ArrayList<>();
        String tables = Files.readString(TABLES).replaceAll("(?m)^--.*", "");
        all.add(new Statement(TABLES.getFileName().toString(), tables));
        for (Path folder : SOURCES) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                        .sorted()
                        .toList()) {
                    all.addAll(of(file));
                }
            }
        }
        return all;
    }

    /** Reads the statements of Java of a file, each with its literals. */
    private static List<Statement> of(Path file) throws IOException {
        String type = file.getFileName().toString().replace(".java", "");
        List<Statement> found = new ArrayList<>();
        StringBuilder code = new StringBuilder();
        StringBuilder literals = new StringBuilder();
        String method = "";
        Matcher tokens = TOKEN.matcher(Files.readString(file));
        while (tokens.find()) {
            String token = tokens.group();
            if (token.startsWith("\"")) {
                literals.append(plain(token)).append(' ');
            } else if (token.equals(";") || token.equals("{") || token.equals("}")) {
                Matcher opened = METHOD.matcher(code);
                if (token.equals("{") && opened.find()) {
                    method = opened.group(1);
                }
                if (SQL.matcher(literals).matches()) {
                    Matcher constant = CONSTANT.matcher(code);
                    String part = constant.find() ? constant.group(1) : method;
                    found.add(new Statement(
                            part.isEmpty() ? type : type + "." + part,
                            literals.toString().strip()));
                }
                code.setLength(0);
                literals.setLength(0);
            } else if (!token.startsWith("/")) {
                code.append(token);
                if (token.contains("+")
                        && literals.length() > 0
                        && !token.strip().equals("+")) {
                    literals.append("… ");
                }
            }
        }
        return found;
    }

    private static String plain(String literal) {
        return literal.replaceAll("^\"+|\"+$", "").replace("\\\"", "\"");
    }

    /** Returns words that this class does not know: a person must look at their statements. */
    static Set<String> unknownWords(List<Statement> statements) {
        Set<String> unknown = new TreeSet<>();
        for (Statement statement : statements) {
            WORD.matcher(statement.text()).results().forEach(word -> {
                if (!PLAIN.contains(word.group()) && !OF_SQLITE.contains(word.group())) {
                    unknown.add(word.group() + " in " + statement.name());
                }
            });
        }
        return unknown;
    }
}
