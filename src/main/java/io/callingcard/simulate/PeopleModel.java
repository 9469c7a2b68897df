// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The behavior of people. Each rate is a share of all people, from 0 to 1.
 *
 * @param answers       the people who answer their first message
 * @param stops         the people who answer STOP to one of their messages
 * @param savesCard     the people who save the card and send theirs
 * @param hasNoIMessage the people who have no iMessage; Linq sends them SMS
 * @param blocks        the people who block the line after their first message
 * @param longest       the longest time before a person reacts
 */
record PeopleModel(
        double answers, double stops, double savesCard, double hasNoIMessage, double blocks, Duration longest) {

    /** People who do nothing. */
    static final PeopleModel SILENT = new PeopleModel(0, 0, 0, 0, 0, Duration.ZERO);

    /** Rates that are typical of campaigns. */
    static final PeopleModel USUAL = new PeopleModel(0.2, 0.02, 0.3, 0.05, 0.005, Duration.ofHours(8));

    /** Checks the rates. */
    PeopleModel {
        rates(answers, stops, savesCard, hasNoIMessage, blocks).forEach((name, rate) -> {
            if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException(
                        name + ": " + rate + " is not a share of all people. Use a number from 0 to 1.");
            }
        });
    }

    private static Map<String, Double> rates(
            double answers, double stops, double savesCard, double hasNoIMessage, double blocks) {
        Map<String, Double> rates = new LinkedHashMap<>();
        rates.put("answers", answers);
        rates.put("stops", stops);
        rates.put("saves_card", savesCard);
        rates.put("has_no_imessage", hasNoIMessage);
        rates.put("blocks", blocks);
        return rates;
    }

    Map<String, Double> rates() {
        return rates(answers, stops, savesCard, hasNoIMessage, blocks);
    }

    boolean isSilent() {
        return rates().values().stream().allMatch(rate -> rate == 0);
    }

    /**
     * Reads rates such as {@code answers=0.2,stops=0.02}. Rates that the text does not name are 0.
     *
     * @param text {@code usual}, {@code silent} or the rates
     */
    static PeopleModel parse(String text) {
        switch (text.strip()) {
            case "usual":
                return USUAL;
            case "silent", "":
                return SILENT;
            default:
                Map<String, Double> rates = SILENT.rates();
                for (String each : text.split(",")) {
                    String[] parts = each.split("=", 2);
                    String name = parts[0].strip().replace('-', '_');
                    if (parts.length < 2 || !rates.containsKey(name)) {
                        throw new IllegalArgumentException(
                                "\"" + each.strip() + "\" is not a rate of people. Use usual,"
                                        + " silent, or rates of " + String.join(", ", rates.keySet())
                                        + ", such as answers=0.2,stops=0.02.");
                    }
                    rates.put(name, number(name, parts[1].strip()));
                }
                return new PeopleModel(
                        rates.get("answers"),
                        rates.get("stops"),
                        rates.get("saves_card"),
                        rates.get("has_no_imessage"),
                        rates.get("blocks"),
                        USUAL.longest());
        }
    }

    private static double number(String name, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": " + text + " is not a number. Use a number from 0 to 1.", e);
        }
    }
}
