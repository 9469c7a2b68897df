// SPDX-License-Identifier: Apache-2.0
package io.callingcard.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * A page of the site.
 *
 * @param source   its Markdown
 * @param file     its name in the site
 * @param document what was read
 */
record SitePage(Path source, String file, Node document) {

    static final List<Extension> EXTENSIONS = List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    static final Path INDEX = Path.of("docs/README.md");

    /** A part of the navigation. */
    record Group(String title, List<Target> targets) {}

    /** A page that the index names; the file, once its link was turned. */
    record Target(String title, Path source, String file) {}

    /** The pages of {@code docs/}, and those beside the README and in the examples. */
    static Map<Path, SitePage> all() throws IOException {
        Map<Path, SitePage> pages = new LinkedHashMap<>();
        add(INDEX, "index.html", pages);
        for (Path page : Pages.all()) {
            if (!page.equals(INDEX)) {
                String name = page.getFileName().toString().replace(".md", ".html");
                add(page, page.equals(Path.of("README.md")) ? "readme.html" : name, pages);
            }
        }
        for (String name : List.of("CHANGELOG", "CONTRIBUTING", "SECURITY")) {
            add(Path.of(name + ".md"), "project-" + name.toLowerCase(Locale.ROOT) + ".html", pages);
        }
        try (Stream<Path> examples = Files.walk(Path.of("examples"))) {
            for (Path page :
                    examples.filter(each -> each.endsWith("README.md")).sorted().toList()) {
                add(page, "example-" + page.getParent().getFileName() + ".html", pages);
            }
        }
        return pages;
    }

    private static void add(Path source, String file, Map<Path, SitePage> pages) throws IOException {
        Node document = Parser.builder().extensions(EXTENSIONS).build().parse(Files.readString(source));
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(HtmlBlock comment) {
                // Marks for the tests that write a part of the page.
                comment.unlink();
            }
        });
        pages.put(source, new SitePage(source, file, document));
    }

    String title() {
        return anchors().keySet().stream().findFirst().map(SitePage::text).orElseThrow();
    }

    /** The headings with their anchors, as the renderer makes them. */
    Map<Heading, String> anchors() {
        Map<Heading, String> anchors = new LinkedHashMap<>();
        IdGenerator ids = IdGenerator.builder().build();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                anchors.put(heading, ids.generateId(text(heading)));
            }
        });
        return anchors;
    }

    void eachLink(Consumer<Link> action) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                action.accept(link);
            }
        });
    }

    void eachImage(Consumer<Image> action) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Image image) {
                action.accept(image);
            }
        });
    }

    /** The links below each heading of the second level. */
    List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                if (heading.getLevel() == 2) {
                    groups.add(new Group(text(heading), new ArrayList<>()));
                }
            }

            @Override
            public void visit(Link link) {
                if (!groups.isEmpty()) {
                    Path target = source.resolveSibling(link.getDestination()).normalize();
                    groups.get(groups.size() - 1).targets().add(new Target(text(link), target, link.getDestination()));
                }
            }
        });
        return groups;
    }

    /** The words of a node, without its marks. */
    static String text(Node node) {
        StringBuilder words = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                words.append(code.getLiteral());
            }

            @Override
            public void visit(FencedCodeBlock block) {
                words.append(block.getLiteral()).append(' ');
            }

            @Override
            public void visit(Paragraph paragraph) {
                visitChildren(paragraph);
                words.append(' ');
            }

            @Override
            public void visit(CustomNode part) {
                // A cell of a table.
                visitChildren(part);
                words.append(' ');
            }

            @Override
            public void visit(SoftLineBreak lineBreak) {
                words.append(' ');
            }
        });
        return words.toString();
    }
}
