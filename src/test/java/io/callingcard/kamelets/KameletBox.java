// SPDX-License-Identifier: Apache-2.0
package io.callingcard.kamelets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Draws the box of a Kamelet as a designer shows it: its icon, its title and its type. */
public final class KameletBox {

    private static final String BOX =
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="360" height="72" viewBox="0 0 360 72" role="img">
              <title>%1$s</title>
              <rect x="1" y="1" width="358" height="70" rx="10" fill="#ffffff" stroke="#8a8d90"/>
              <svg x="12" y="12" width="48" height="48" viewBox="0 0 48 48">%2$s</svg>
              <text x="74" y="33" font-family="sans-serif" font-size="16" fill="#151515">%1$s</text>
              <text x="74" y="54" font-family="sans-serif" font-size="13" fill="#4d4d4d">%3$s</text>
            </svg>
            """;

    private KameletBox() {}

    /** Returns the pictures by their file names. */
    public static Map<String, String> all() {
        Map<String, String> boxes = new TreeMap<>();
        Kamelet.all().forEach(kamelet -> boxes.put(file(kamelet), draw(kamelet)));
        return boxes;
    }

    static String file(Kamelet kamelet) {
        return "kamelets/" + kamelet.name() + ".svg";
    }

    private static String draw(Kamelet kamelet) {
        return BOX.formatted(
                kamelet.definition().path("title").asText().replace("&", "&amp;"),
                icon(kamelet),
                kamelet.annotation("kamelet.group") + ", " + kamelet.type());
    }

    /** Returns what is inside the icon. */
    private static String icon(Kamelet kamelet) {
        String icon = kamelet.annotation("kamelet.icon");
        byte[] bytes = Base64.getDecoder().decode(icon.substring(icon.indexOf(',') + 1));
        return new String(bytes, StandardCharsets.UTF_8)
                .replaceFirst("^<svg[^>]*>", "")
                .replaceFirst("</svg>\\s*$", "");
    }
}
