package io.callingcard.linq.operation;

import java.util.Arrays;
import java.util.List;

/** Values of an option that takes several, separated by commas. */
final class ListOf {

    private ListOf() {}

    static List<String> texts(String option) {
        return option == null || option.isBlank()
                ? List.of()
                : Arrays.stream(option.split(",")).map(String::strip).toList();
    }
}
