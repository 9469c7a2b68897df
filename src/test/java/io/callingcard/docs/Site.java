// SPDX-License-Identifier: Apache-2.0
package io.callingcard.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.HtmlRenderer;

/** Makes the site of the documentation: {@code mvn -Psite}. The site needs no server and no network. */
public final class Site {

    private static final String RESOURCES = "/site/";

    private final Path target;
    private final Map<Path, SitePage> pages = SitePage.all();
    private final Set<Path> files = new TreeSet<>();

    private Site(Path target) throws IOException {
        this.target = target;
    }

    public static void main(String... arguments) throws IOException {
        Path target = Path.of(arguments[0]);
        int pages = make(target);
        System.out.println(pages + " pages are in " + target.resolve("index.html"));
    }

    /** Returns how many pages there are. */
    static int make(Path target) throws IOException {
        Site site = new Site(target);
        Files.createDirectories(target);
        List<SiteIndex.Entry> index = new ArrayList<>();
        for (SitePage page : site.pages.values()) {
            page.eachLink(link -> site.turn(link, page));
            page.eachImage(image -> site.turn(image, page));
            Files.writeString(target.resolve(page.file()), site.html(page));
            index.addAll(SiteIndex.of(page));
        }
        for (String name : List.of("site.css", "site.js")) {
            Files.writeString(target.resolve(name), resource(name));
        }
        Files.writeString(
                target.resolve("search-index.js"),
                "const searchIndex = " + new ObjectMapper().writeValueAsString(index) + ";\n");
        for (Path file : site.files) {
            Path copy = target.resolve("files").resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return site.pages.size();
    }

    private void turn(Link link, SitePage page) {
        link.setDestination(turned(link.getDestination(), page));
    }

    private void turn(Image image, SitePage page) {
        image.setDestination(turned(image.getDestination(), page));
    }

    /** A link to a page leads to its place in the site, and a link to a file to a copy of it. */
    private String turned(String destination, SitePage page) {
        if (destination.matches("[a-z]+:.*") || destination.startsWith("#")) {
            return destination;
        }
        String[] parts = destination.split("#", 2);
        Path source =
                Path.of("").resolve(page.source()).resolveSibling(parts[0]).normalize();
        SitePage other = pages.get(source);
        if (other == null) {
            files.add(source);
            return "files/" + source;
        }
        return other.file() + (parts.length > 1 ? "#" + parts[1] : "");
    }

    private String html(SitePage page) throws IOException {
        HtmlRenderer renderer = HtmlRenderer.builder()
                .extensions(SitePage.EXTENSIONS)
                .attributeProviderFactory(context -> Site::focusable)
                .build();
        return resource("page.html")
                .replace("${title}", escaped(page.title()))
                .replace("${navigation}", navigation(page))
                .replace("${headings}", headings(page))
                .replace("${body}", renderer.render(page.document()));
    }

    /** Code and tables may be wider than the window, and are moved by keys too. */
    private static void focusable(Node node, String tag, Map<String, String> attributes) {
        if (tag.equals("pre") || tag.equals("table")) {
            attributes.put("tabindex", "0");
        }
    }

    /** The groups and pages of the index, which is {@code docs/README.md}. */
    private String navigation(SitePage current) {
        StringBuilder html = new StringBuilder();
        for (SitePage.Group group : pages.get(SitePage.INDEX).groups()) {
            html.append("<h2>").append(escaped(group.title())).append("</h2>\n<ul>\n");
            for (SitePage.Target entry : group.targets()) {
                SitePage page = pages.values().stream()
                        .filter(each -> each.file().equals(entry.file())
                                || each.source().equals(entry.source()))
                        .findFirst()
                        .orElseThrow();
                html.append("<li><a href=\"")
                        .append(page.file())
                        .append(page == current ? "\" aria-current=\"page\">" : "\">")
                        .append(escaped(entry.title()))
                        .append("</a></li>\n");
            }
            html.append("</ul>\n");
        }
        return html.toString();
    }

    private static String headings(SitePage page) {
        StringBuilder html = new StringBuilder("<ul>\n");
        page.anchors().forEach((heading, anchor) -> html.append(link(heading, anchor)));
        return html.append("</ul>\n").toString();
    }

    private static String link(Heading heading, String anchor) {
        return heading.getLevel() == 2
                ? "<li><a href=\"#" + anchor + "\">" + escaped(SitePage.text(heading)) + "</a></li>\n"
                : "";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String resource(String name) throws IOException {
        try (var stream = Site.class.getResourceAsStream(RESOURCES + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
