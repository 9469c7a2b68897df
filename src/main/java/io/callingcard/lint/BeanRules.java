// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.util.List;

import org.snakeyaml.engine.v2.nodes.Node;

/** The rules for campaigns, which are beans. */
final class BeanRules {

    private static final String CAMPAIGN = "io.callingcard.campaign.Campaign";

    private final Flows flows;
    private final Report report;

    BeanRules(Flows flows, Report report) {
        this.flows = flows;
        this.report = report;
    }

    void all() {
        flows.documents().forEach((file, documents) -> documents.stream()
                .flatMap(document -> Yaml.items(document).stream())
                .flatMap(item -> Yaml.value(item, "beans").map(Yaml::items).orElse(List.of()).stream())
                .filter(bean -> CAMPAIGN.equals(Yaml.text(bean, "type")))
                .forEach(bean -> campaign(file, bean)));
    }

    private void campaign(String file, Node bean) {
        String share = Yaml.text(bean, "properties", "share");
        if (share != null
                && flows.settings().fill(share).equals("true")
                && Yaml.value(bean, "properties", "maxShares").isEmpty()) {
            Node key = Yaml.value(bean, "properties")
                    .flatMap(properties -> Yaml.tuple(properties, "share"))
                    .orElseThrow()
                    .getKeyNode();
            report.add(LintRule.SHARE_WITHOUT_MAX, Place.of(file, key), "Campaign " + Yaml.text(bean, "name"), "share");
        }
    }
}
