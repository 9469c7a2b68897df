// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the right name that a misspelt one is nearest to. */
final class Spelling {

    private static final int FEWEST_EDITS = 2;
    private static final int LETTERS_PER_EDIT = 5;

    private Spelling() {}

    /** Returns the nearest name, unless none is near. */
    static Optional<String> nearest(String wrong, Collection<String> names) {
        int most = Math.max(FEWEST_EDITS, wrong.length() / LETTERS_PER_EDIT);
        return names.stream()
                .filter(name -> Math.abs(name.length() - wrong.length()) <= most)
                .filter(name -> distance(wrong, name) <= most)
                .min(Comparator.comparingInt(name -> distance(wrong, name)));
    }

    /** Returns how many letters must be inserted, removed or replaced. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
