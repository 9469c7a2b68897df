// SPDX-License-Identifier: Apache-2.0
package io.callingcard.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Generates the page of a campaign's fields from the setters of {@code Campaign}. */
final class CampaignFieldsPage {

    private static final Path CAMPAIGN = Path.of("src/main/java/io/callingcard/campaign/Campaign.java");

    /** A setter with its description. */
    private static final Pattern SETTER =
            Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s+public void set(\\w+)\\((\\w+)", Pattern.DOTALL);

    private CampaignFieldsPage() {}

    static String page() throws IOException {
        StringBuilder table = new StringBuilder();
        for (MatchResult setter : setters()) {
            table.append(ReferencePages.row("`" + name(setter) + "`", words(setter.group(1)), setter.group(3)));
        }
        return "# Campaign fields\n\n" + ReferencePages.made("the setters of Campaign")
                + "A campaign is a bean in a YAML file. Its name is the name of the campaign, which a lead has in its field"
                + " `campaign`:\n\n```yaml\n- beans:\n    - name: spring\n      type: io.callingcard.campaign.Campaign\n"
                + "      properties:\n        channel: wa\n        text: \"Hi {name}, here is how to reach us:\"\n"
                + "        card: send\n        contact: '{\"full_name\": \"Harbor Books\", \"phones\": [{\"value\":"
                + " \"+12025550143\"}]}'\n        followUp: Did you save the card?\n        followUpAfter: 1d\n```\n\n"
                + "A guide is [Run a campaign](run-a-campaign.md). Spans of time are written such as `10m`, `24h` or `1d`.\n\n"
                + "| Field | Description | Type |\n| --- | --- | --- |\n" + table;
    }

    static List<MatchResult> setters() throws IOException {
        return SETTER.matcher(Files.readString(CAMPAIGN)).results().toList();
    }

    static String name(MatchResult setter) {
        String name = setter.group(2);
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static String words(String javadoc) {
        String text = javadoc.replaceAll("\\s*\\n\\s*\\*\\s?", " ")
                .replaceAll("\\{@code (\\{\\w+}|[^}]*)}", "`$1`")
                .strip()
                .replaceFirst("^Sets ", "");
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
