// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.eclipse.microprofile.config.ConfigProvider;

import io.callingcard.campaign.Campaign;
import io.callingcard.campaign.CampaignEndpoint;
import io.callingcard.card.CardConverters;
import io.callingcard.card.ContactCard;

/** Finds campaigns whose leads would be refused: their texts name fields that no lead, or no lead of a source, brings. */
final class CampaignCheck {

    private static final Pattern FIELD = Pattern.compile("\\{([\\w.-]+)\\}");

    /** These say whom to write to, and how. They are no values for a text. */
    private static final Set<String> ADDRESSING =
            Set.of("id", "phone", "channel", "campaign", "contact", "time_zone", "line", "consent");

    private final List<String> problems = new ArrayList<>();

    private CampaignCheck() {}

    /** Returns what is wrong, each with the campaign and the cure. */
    static List<String> problems(CamelContext camel) {
        CampaignCheck check = new CampaignCheck();
        TreeMap<String, Campaign> campaigns = new TreeMap<>(camel.getRegistry().findByTypeWithName(Campaign.class));
        boolean hasRegion = ConfigProvider.getConfig()
                .getOptionalValue("callingcard.default-region", String.class)
                .isPresent();
        campaigns.forEach((name, campaign) -> {
            check.texts(name, campaign);
            if (!hasRegion) {
                check.numbers(name, campaign);
            }
        });
        camel.getEndpoints().stream()
                .filter(CampaignEndpoint.class::isInstance)
                .map(CampaignEndpoint.class::cast)
                .filter(endpoint -> endpoint.getOperation().equals("map-leads"))
                .forEach(endpoint -> check.source(
                        endpoint.getConfiguration().getCampaign(),
                        endpoint.getConfiguration().getFields(),
                        campaigns));
        return check.problems;
    }

    private void texts(String name, Campaign campaign) {
        named(campaign).stream()
                .filter(ADDRESSING::contains)
                .forEach(field -> problems.add("Campaign " + name + ": its text names {" + field
                        + "}, which no source fills. Use {name}, or another field that your leads bring."));
    }

    private void numbers(String name, Campaign campaign) {
        if (campaign.getLines().stream().anyMatch(Literals::lacksCountryCode)) {
            problems.add("Campaign " + name + ": lines: " + Literals.NO_COUNTRY_CODE);
        }
        if (campaign.getContact() != null) {
            ContactCard card = CardConverters.toContactCard(campaign.getContact());
            if (card.phones().stream().anyMatch(phone -> Literals.lacksCountryCode(phone.value()))) {
                problems.add("Campaign " + name + ": contact: " + Literals.NO_COUNTRY_CODE);
            }
        }
    }

    /** Checks a source that says which fields its leads bring. */
    private void source(String name, String mapping, TreeMap<String, Campaign> campaigns) {
        if (name == null || mapping == null) {
            return;
        }
        Campaign campaign = campaigns.get(name);
        if (campaign == null) {
            problems.add("campaign:map-leads: the campaign " + name + " does not exist. Use one of "
                    + String.join(", ", campaigns.keySet()) + ".");
            return;
        }
        Set<String> brought = Arrays.stream(mapping.split(","))
                .map(field -> field.split("=", 2)[0].strip())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> missing = named(campaign);
        missing.removeAll(brought);
        missing.removeAll(ADDRESSING);
        missing.forEach(field -> problems.add("Campaign " + name + ": its text names {" + field
                + "}, but a source brings only " + String.join(", ", brought)
                + ". Add the field to the option fields of campaign:map-leads, or use another campaign there."));
    }

    /** Returns the fields that the texts name. */
    private static Set<String> named(Campaign campaign) {
        return Stream.of(campaign.getText(), campaign.getFollowUp())
                .filter(Objects::nonNull)
                .flatMap(text -> FIELD.matcher(text).results())
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
