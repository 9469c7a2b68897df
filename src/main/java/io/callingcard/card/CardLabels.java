// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Translates between the labels that people read and the two forms in a vCard: the TYPE parameter for usual labels, and
 * Apple's {@code X-ABLabel} line in the same group for all others.
 */
final class CardLabels {

    static final String GROUP_LABEL = "X-ABLabel";

    /** The labels that TYPE can express. The first match wins, so a mobile work number is shown as mobile. */
    private static final List<TypedLabel> TYPED = List.of(
            new TypedLabel("work fax", List.of("WORK", "FAX")),
            new TypedLabel("home fax", List.of("HOME", "FAX")),
            new TypedLabel("fax", List.of("FAX")),
            new TypedLabel("iPhone", List.of("IPHONE", "CELL")),
            new TypedLabel("mobile", List.of("CELL")),
            new TypedLabel("main", List.of("MAIN")),
            new TypedLabel("pager", List.of("PAGER")),
            new TypedLabel("car", List.of("CAR")),
            new TypedLabel("work", List.of("WORK")),
            new TypedLabel("home", List.of("HOME")),
            new TypedLabel("other", List.of("OTHER")));

    /** Types that describe an ability or a preference, not a label. */
    private static final Set<String> NOT_LABELS =
            Set.of("PREF VOICE INTERNET TEXT MSG VIDEO TEXTPHONE POSTAL PARCEL DOM INTL X400".split(" "));

    private static final String BUILT_IN_START = "_$!<";
    private static final String BUILT_IN_END = ">!$_";

    private CardLabels() {}

    /** Returns the types for a label, or an empty list for a label that needs its own line. */
    static List<String> typesOf(String label) {
        for (TypedLabel typed : TYPED) {
            if (typed.label.equals(label)) {
                return typed.types;
            }
        }
        return List.of();
    }

    static String ofTypes(List<String> types) {
        if (types.isEmpty()) {
            return null;
        }
        List<String> upper = new ArrayList<>(types.size());
        types.forEach(type -> upper.add(type.toUpperCase(Locale.ROOT)));
        for (TypedLabel typed : TYPED) {
            if (typed.matches(upper)) {
                return typed.label;
            }
        }
        for (int i = 0; i < upper.size(); i++) {
            if (!NOT_LABELS.contains(upper.get(i))) {
                return CardText.optional(types.get(i));
            }
        }
        return null;
    }

    /** Returns the labels by group. */
    static Map<String, String> ofGroups(List<CardProperty> lines) {
        Map<String, String> labels = new HashMap<>();
        for (CardProperty line : lines) {
            if (line.group() != null && line.is(GROUP_LABEL)) {
                labels.put(line.group(), readable(line.text()));
            }
        }
        return labels;
    }

    /** Unwraps the labels that Apple can translate, such as {@code _$!<Mobile>!$_}. */
    private static String readable(String label) {
        if (label.startsWith(BUILT_IN_START) && label.endsWith(BUILT_IN_END)) {
            return InputLimit.lowerCase(
                    label.substring(BUILT_IN_START.length(), label.length() - BUILT_IN_END.length()));
        }
        return label;
    }

    private record TypedLabel(String label, List<String> types) {

        /** The iPhone needs one type only; its second type is written for other phones. */
        boolean matches(List<String> upper) {
            return label.equals("iPhone") ? upper.contains("IPHONE") : upper.containsAll(types);
        }
    }
}
