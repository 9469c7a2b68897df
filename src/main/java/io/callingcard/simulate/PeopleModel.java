// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How people behave. Each rate is a part of all people, from 0 to 1.
 *
 * @param answers       answer their first message
 * @param stops         answer STOP to one of their messages
 * @param savesCard     save the card that they got, and send theirs
 * @param hasNoIMessage have no iMessage; Linq writes SMS to them
 * @param blocks        block the line after their first message
 * @param longest       the longest time until a person does it
 */
public record PeopleModel(
        double answers, double stops, double savesCard, double hasNoIMessage, double blocks, Duration longest) {

    /** People who do nothing. */
    public static final PeopleModel SILENT = new PeopleModel(0, 0, 0, 0, 0, Duration.ZERO);

    /** People as campaigns meet them. */
    public static final PeopleModel USUAL = new PeopleModel(0.2, 0.02, 0.3, 0.05, 0.005, Duration.ofHours(8));

    /** Checks the rates. */
    public PeopleModel {
        rates(answers, stops, savesCard, hasNoIMessage, blocks).forEach((name, rate) -> {
            if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException(name + ": " + rate + " is no part of all people. Use 0 to 1.");
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
     * Reads rates such as {@code answers=0.2,stops=0.02}. A rate that is not named is 0.
     *
     * @param text {@code usual}, {@code silent} or the rates
     */
    public static PeopleModel parse(String text) {
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
                        throw new IllegalArgumentException("\"" + each.strip() + "\" is no rate of people. Use usual,"
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
            throw new IllegalArgumentException(name + ": " + text + " is no number. Use 0 to 1.", e);
        }
    }
}
