// SPDX-License-Identifier: Apache-2.0
package io.callingcard.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/** The entries of the search: one for each heading, with the text below it. */
final class SiteIndex {

    /** A place that the search can find. */
    record Entry(String page, String heading, String url, String text) {}

    private SiteIndex() {}

    static List<Entry> of(SitePage page) {
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<Heading, String> each : page.anchors().entrySet()) {
            StringBuilder text = new StringBuilder();
            Node next = each.getKey().getNext();
            while (next != null && !(next instanceof Heading)) {
                text.append(SitePage.text(next)).append(' ');
                next = next.getNext();
            }
            entries.add(new Entry(
                    page.title(),
                    SitePage.text(each.getKey()),
                    page.file() + "#" + each.getValue(),
                    text.toString().strip()));
        }
        return entries;
    }
}
