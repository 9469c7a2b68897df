package io.callingcard.card;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Labels as people read them, and the two ways in which a vCard writes them: the TYPE parameter for the usual ones, and
 * Apple's {@code X-ABLabel} line in the same group for any other.
 */
final class CardLabels {

    static final String GROUP_LABEL = "X-ABLabel";

    /** The labels that TYPE can say, most telling first: a mobile work number is shown as mobile. */
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

    /** Types that say what an entry can do or that it is preferred, not what a person calls it. */
    private static final Set<String> NOT_LABELS = Set.of(
            "PREF",
            "VOICE",
            "INTERNET",
            "TEXT",
            "MSG",
            "VIDEO",
            "TEXTPHONE",
            "POSTAL",
            "PARCEL",
            "DOM",
            "INTL",
            "X400");

    private static final String BUILT_IN_START = "_$!<";
    private static final String BUILT_IN_END = ">!$_";

    private CardLabels() {}

    /** The types that say a label, or an empty list for a label that needs a line of its own. */
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
            if (typed.isSaidBy(upper)) {
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

    /** The labels that groups of lines carry, by group. */
    static Map<String, String> ofGroups(List<CardProperty> lines) {
        Map<String, String> labels = new HashMap<>();
        for (CardProperty line : lines) {
            if (line.group() != null && line.is(GROUP_LABEL)) {
                labels.put(line.group(), readable(line.text()));
            }
        }
        return labels;
    }

    /** Apple wraps the labels it can translate, as in {@code _$!<Mobile>!$_}. */
    private static String readable(String label) {
        if (label.startsWith(BUILT_IN_START) && label.endsWith(BUILT_IN_END)) {
            return label.substring(BUILT_IN_START.length(), label.length() - BUILT_IN_END.length())
                    .toLowerCase(Locale.ROOT);
        }
        return label;
    }

    private record TypedLabel(String label, List<String> types) {

        /** One type is enough for the iPhone, whose second type only helps other phones. */
        boolean isSaidBy(List<String> upper) {
            return label.equals("iPhone") ? upper.contains("IPHONE") : upper.containsAll(types);
        }
    }
}
