// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Rehearses a release as CONTRIBUTING says, with a key for this test alone: all is there that Maven Central asks for. */
@Tag("full")
class ReleaseIT {

    private static final Pattern REHEARSAL = Pattern.compile("(?m)^ *(mvn -q -Prelease .*target/rehearsal)$");

    /** Maven Central asks for them: https://central.sonatype.org/publish/requirements. */
    private static final List<String> OF_THE_POM = List.of(
            "/project/name",
            "/project/description",
            "/project/url",
            "/project/licenses/license/name",
            "/project/licenses/license/url",
            "/project/developers/developer/name",
            "/project/developers/developer/organization",
            "/project/developers/developer/organizationUrl",
            "/project/scm/connection",
            "/project/scm/developerConnection",
            "/project/scm/url");

    @TempDir
    Path folder;

    private Path keys;

    /** gpg leaves a process behind that keeps the key. */
    @AfterEach
    void endTheAgent() throws Exception {
        if (keys != null) {
            start(folder, "gpgconf --kill all").waitFor();
        }
    }

    @Test
    void theRehearsalMakesAllThatMavenCentralAsksFor() throws Exception {
        keys = Files.createDirectory(
                folder.resolve("keys"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assumeTrue(hasGpg(), "There is no gpg to sign with");
        run(folder, "gpg --batch --passphrase '' --quick-gen-key 'Rehearsal <rehearsal@example.com>' rsa2048 sign 1d");
        Path clone = FreshClone.in(folder);
        Matcher command = REHEARSAL.matcher(Files.readString(Path.of("CONTRIBUTING.md")));
        assertThat(command.find()).isTrue();
        run(clone, command.group(1));

        String version = version(clone);
        Path release = clone.resolve("target/rehearsal/io/callingcard/camel-calling-card")
                .resolve(version);
        String name = "camel-calling-card-" + version;
        for (String part : List.of(".pom", ".jar", "-sources.jar", "-javadoc.jar", "-twins.jar", "-cyclonedx.json")) {
            Path file = release.resolve(name + part);
            assertThat(file).isNotEmptyFile();
            assertThat(release.resolve(name + part + ".md5")).exists();
            assertThat(release.resolve(name + part + ".sha1")).exists();
            run(release, "gpg --verify " + name + part + ".asc " + name + part);
        }
        thePomIsComplete(release.resolve(name + ".pom"));
        List<String> classes = entries(release.resolve(name + ".jar"));
        assertThat(entries(release.resolve(name + "-sources.jar")))
                .containsAll(classes.stream()
                        .filter(entry -> entry.endsWith(".class") && !entry.contains("$"))
                        .map(entry -> entry.replace(".class", ".java"))
                        .toList())
                .noneMatch(entry -> entry.startsWith("io/callingcard/runner/"));
        assertThat(entries(release.resolve(name + "-javadoc.jar")))
                .contains(
                        "index.html", "io/callingcard/chert/ChertComponent.html", "io/callingcard/twin/TwinServer.html")
                .noneMatch(entry -> entry.startsWith("io/callingcard/runner/"));
        assertThat(release.resolve(name + "-cyclonedx.json")).content().contains("ez-vcard", "\"CycloneDX\"");
    }

    private static void thePomIsComplete(Path file) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        XPath path = XPathFactory.newInstance().newXPath();
        for (String element : OF_THE_POM) {
            assertThat(path.evaluate(element, pom)).as(element).isNotBlank();
        }
        assertThat(file).content().doesNotContain("SNAPSHOT", "${", "<repositories>", "<parent>");
    }

    private boolean hasGpg() throws InterruptedException {
        try {
            return start(folder, "gpg --version").waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void run(Path directory, String command) throws Exception {
        int code = start(directory, command).waitFor();
        assertThat(code)
                .as(command + "\n" + Files.readString(folder.resolve("log")))
                .isZero();
    }

    private Process start(Path directory, String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).directory(directory.toFile());
        builder.environment().putAll(Map.of("GNUPGHOME", keys.toString()));
        return builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private static String version(Path clone) throws IOException {
        Matcher version = Pattern.compile("<artifactId>camel-calling-card</artifactId>\\s*<version>([^<]+)<")
                .matcher(Files.readString(clone.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    private static List<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(ZipEntry::getName).toList();
        }
    }
}
