// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;

/** Camel's catalog with our components, as an editor has it. */
public final class Catalogue {

    private Catalogue() {}

    public static CamelCatalog withOurs() throws IOException {
        CamelCatalog catalog = new DefaultCamelCatalog();
        add(catalog, "chert", "io.callingcard.chert.ChertComponent");
        add(catalog, "linq", "io.callingcard.linq.LinqComponent");
        add(catalog, "wa", "io.callingcard.wa.WaComponent");
        add(catalog, "ledger", "io.callingcard.ledger.LedgerComponent");
        add(catalog, "campaign", "io.callingcard.campaign.CampaignComponent");
        return catalog;
    }

    private static void add(CamelCatalog catalog, String scheme, String component) throws IOException {
        Path entry = Path.of("src/generated/resources/META-INF/io/callingcard", scheme, scheme + ".json");
        catalog.addComponent(scheme, component, Files.readString(entry));
    }
}
