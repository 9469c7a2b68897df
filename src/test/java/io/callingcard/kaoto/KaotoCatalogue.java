// SPDX-License-Identifier: Apache-2.0
package io.callingcard.kaoto;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.DefaultRuntimeProvider;
import org.apache.camel.catalog.RuntimeProvider;
import org.apache.camel.catalog.quarkus.QuarkusRuntimeProvider;
import org.apache.camel.springboot.catalog.SpringBootRuntimeProvider;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Writes the catalogue that the designer Kaoto reads: the entries of Camel's own catalogue, our components and our Kamelets.
 * The build runs it. It writes the files to a folder, and compressed beside the classes of the runner, which serves them.
 */
public final class KaotoCatalogue {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OURS = List.of("campaign", "chert", "ledger", "linq", "wa");

    /** What may stand at the top of a file with routes. */
    private static final List<String> ENTITIES = List.of(
            "dataFormats",
            "errorHandler",
            "from",
            "intercept",
            "interceptFrom",
            "interceptSendToEndpoint",
            "onCompletion",
            "onException",
            "rest",
            "restConfiguration",
            "route",
            "routeConfiguration",
            "routeTemplate",
            "templatedRoute");

    /** Parts of steps, and of rest, that are boxes of their own. */
    private static final List<String> BRANCHES = List.of(
            "when", "otherwise", "doCatch", "doFinally", "onFallback", "delete", "get", "head", "patch", "post", "put");

    private final Path folder;
    private final Path served;
    private final String version;
    private final CamelCatalog camel = new DefaultCamelCatalog();
    private final JsonNode yaml;
    private final KaotoSchemas schemas;
    private final Map<String, JsonNode> models = new TreeMap<>();

    private KaotoCatalogue(Path folder, Path served, String version) throws IOException {
        this.folder = folder;
        this.served = served;
        this.version = version;
        try (InputStream schema = KaotoCatalogue.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            yaml = JSON.readTree(schema);
        }
        schemas = new KaotoSchemas(yaml);
        for (String name : camel.findModelNames()) {
            models.put(name, JSON.readTree(camel.modelJSonSchema(name)));
        }
    }

    /**
     * Writes the catalogue.
     *
     * @param arguments the folder, the folder of what the runner serves, and our version
     */
    public static void main(String[] arguments) throws IOException {
        new KaotoCatalogue(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]).write();
    }

    /**
     * A kind of Camel that routes run on.
     *
     * @param word     Kaoto's word for it
     * @param provider knows which components it has
     */
    private record Platform(String word, String name, RuntimeProvider provider) {}

    private void write() throws IOException {
        clear(folder);
        clear(served);
        ObjectNode shared = JSON.createObjectNode();
        aggregates().forEach((kind, entries) -> shared.set(kind, entry(kind, "Entries for " + kind, entries)));
        JsonNode schema = entry("camelYamlDsl", "Camel's schema of YAML routes", yaml);
        ObjectNode library = JSON.createObjectNode();
        library.put("version", 3).put("name", "Calling Card");
        ArrayNode definitions = library.putArray("definitions");
        for (Platform platform : List.of(
                new Platform("Main", "Camel Main", new DefaultRuntimeProvider()),
                new Platform("Quarkus", "Camel Quarkus", new QuarkusRuntimeProvider()),
                new Platform("SpringBoot", "Camel Spring Boot", new SpringBootRuntimeProvider()))) {
            ObjectNode index = definitions.addObject();
            index.put("name", platform.name() + " " + camel.getCatalogVersion() + " with Calling Card " + version)
                    .put("version", camel.getCatalogVersion())
                    .put("runtime", platform.word())
                    .put("executorVersion", camel.getCatalogVersion())
                    .put("camelCatalogVersion", camel.getCatalogVersion());
            ObjectNode whole = index.deepCopy();
            ObjectNode catalogs = whole.putObject("catalogs");
            camel.setRuntimeProvider(platform.provider());
            catalogs.set("components", entry("components", "Entries for components", components()));
            catalogs.setAll(shared);
            whole.putObject("schemas").set("camelYamlDsl", schema);
            index.put("fileName", file("index-" + platform.word(), whole));
        }
        save("index.json", JSON.writeValueAsBytes(library));
        save("vscode-settings.json", settings());
    }

    /** Returns the settings of an editor with Camel's language server, so that it knows our components. */
    private static byte[] settings() throws IOException {
        ObjectNode settings = JSON.createObjectNode();
        ArrayNode extra = settings.putArray("camel.extra-components");
        for (String name : OURS) {
            extra.add(ours(name));
        }
        return JSON.writeValueAsBytes(settings);
    }

    private static JsonNode ours(String name) throws IOException {
        Path metadata = Path.of("src/generated/resources/META-INF/io/callingcard", name, name + ".json");
        return JSON.readTree(metadata.toFile());
    }

    private Map<String, ObjectNode> aggregates() throws IOException {
        Map<String, ObjectNode> aggregates = new TreeMap<>();
        aggregates.put("kamelets", kamelets());
        aggregates.put("kameletBoundaries", boundaries());
        ObjectNode all = JSON.createObjectNode();
        all.setAll(models);
        aggregates.put("models", all);
        aggregates.put("functions", functions());
        aggregates.put("languages", inPackage("language"));
        aggregates.put("dataformats", inPackage("dataformat"));
        aggregates.put("loadbalancers", inPackage("loadbalancer"));
        ObjectNode patterns = JSON.createObjectNode();
        JsonNode steps = yaml.at("/items/definitions/org.apache.camel.model.ProcessorDefinition/properties");
        Stream.concat(BRANCHES.stream(), steps.properties().stream().map(Map.Entry::getKey))
                .filter(name -> withSchema(name) != null)
                .forEach(name -> patterns.set(name, withSchema(name)));
        aggregates.put("patterns", patterns);
        ObjectNode entities = JSON.createObjectNode();
        ENTITIES.stream()
                .filter(name -> withSchema(name) != null)
                .forEach(name -> entities.set(name, withSchema(name)));
        entities.set("bean", beans());
        aggregates.put("entities", entities);
        return aggregates;
    }

    /** The functions of the simple language, for the editor of expressions. */
    private ObjectNode functions() throws IOException {
        ObjectNode functions = JSON.createObjectNode();
        for (String language : List.of("simple", "file")) {
            ObjectNode found = functions.putObject(language);
            JSON.readTree(camel.languageJSonSchema(language))
                    .path("functions")
                    .properties()
                    .forEach(each -> found.putObject(each.getKey())
                            .put("name", each.getKey())
                            .put(
                                    "displayName",
                                    each.getValue().path("displayName").asText())
                            .put(
                                    "description",
                                    each.getValue().path("description").asText())
                            .put("returnType", each.getValue().path("javaType").asText())
                            .put("returnCollection", false)
                            .putArray("arguments"));
        }
        return functions;
    }

    /** The beans of a file are a list. */
    private ObjectNode beans() {
        ObjectNode entry = withSchema("beanFactory");
        ObjectNode one = entry.withObject("/propertiesSchema");
        ObjectNode many = JSON.createObjectNode();
        many.set("$schema", one.remove("$schema"));
        many.put("type", "array").set("items", one);
        many.set("definitions", one.remove("definitions"));
        entry.set("propertiesSchema", many);
        return entry;
    }

    private ObjectNode components() throws IOException {
        ObjectNode components = JSON.createObjectNode();
        for (String name : camel.findComponentNames()) {
            components.set(name, component(JSON.readTree(camel.componentJSonSchema(name))));
        }
        for (String name : OURS) {
            components.set(name, component(ours(name)));
        }
        return components;
    }

    private static JsonNode component(JsonNode entry) {
        ((ObjectNode) entry).set("propertiesSchema", KaotoSchemas.ofComponent(entry));
        return entry;
    }

    /** Camel's own Kamelets and ours. */
    private static ObjectNode kamelets() throws IOException {
        ObjectNode kamelets = JSON.createObjectNode();
        URI jar = URI.create("jar:"
                + KaotoCatalogue.class
                        .getResource("/kamelets/log-sink.kamelet.yaml")
                        .toString()
                        .replaceFirst("^jar:(.*)!.*$", "$1"));
        try (FileSystem stock = FileSystems.newFileSystem(jar, Map.of())) {
            add(stock.getPath("/kamelets"), kamelets);
        }
        add(Path.of("kamelets"), kamelets);
        return kamelets;
    }

    private static void add(Path folder, ObjectNode kamelets) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".kamelet.yaml"))
                    .sorted()
                    .toList()) {
                Load load = new Load(LoadSettings.builder().build());
                ObjectNode kamelet = JSON.valueToTree(load.loadFromString(Files.readString(file)));
                kamelet.set("propertiesSchema", KaotoSchemas.ofKamelet(kamelet));
                kamelets.set(kamelet.at("/metadata/name").asText(), kamelet);
            }
        }
    }

    /** The first step of a sink or action, and the last one of a source. */
    private static ObjectNode boundaries() {
        ObjectNode boundaries = JSON.createObjectNode();
        Map.of(
                        "sink",
                        "Every source Kamelet ends with this step.",
                        "source",
                        "Every sink and action Kamelet starts with this.")
                .forEach((name, description) -> {
                    ObjectNode boundary = boundaries.putObject(name);
                    boundary.put("apiVersion", "camel.apache.org/v1").put("kind", "Kamelet");
                    ObjectNode metadata = boundary.putObject("metadata").put("name", name);
                    metadata.putObject("annotations")
                            .put("camel.apache.org/kamelet.support.level", "Stable")
                            .put("camel.apache.org/provider", "Calling Card");
                    metadata.putObject("labels").put("camel.apache.org/kamelet.type", name);
                    ObjectNode spec = boundary.putObject("spec");
                    spec.putObject("definition")
                            .put("title", "Kamelet " + name)
                            .put("description", description)
                            .put("type", "object")
                            .putObject("properties");
                    spec.putArray("dependencies").add("camel:core");
                    spec.putObject("template").putObject("from").put("uri", "kamelet:" + name);
                    boundary.set("propertiesSchema", KaotoSchemas.ofKamelet(boundary));
                });
        return boundaries;
    }

    /** Returns the models of a package of Camel. Those that only hold others have no form of their own. */
    private ObjectNode inPackage(String name) {
        ObjectNode found = JSON.createObjectNode();
        models.forEach((model, entry) -> {
            JsonNode type = entry.at("/model/javaType");
            if (type.asText().startsWith("org.apache.camel.model." + name + ".")
                    && !entry.at("/model/abstract").asBoolean()
                    && withSchema(model) != null) {
                found.set(model, withSchema(model));
            }
        });
        return found;
    }

    /** Returns a model with the schema of its form; null if it is none of a route in YAML. */
    private ObjectNode withSchema(String name) {
        JsonNode model = models.get(name);
        ObjectNode schema = model == null ? null : schemas.ofModel(model);
        if (schema == null) {
            return null;
        }
        ObjectNode entry = model.deepCopy();
        entry.set("propertiesSchema", schema);
        return entry;
    }

    private ObjectNode entry(String kind, String description, JsonNode content) {
        return JSON.createObjectNode()
                .put("name", kind)
                .put("description", description)
                .put("version", kind.startsWith("kamelet") ? version : camel.getCatalogVersion())
                .put("file", file(kind, content));
    }

    /** Writes a file. Its name changes with its content, so that no browser shows an old one. */
    private String file(String kind, JsonNode content) {
        try {
            byte[] bytes = JSON.writeValueAsBytes(content);
            CRC32C sum = new CRC32C();
            sum.update(bytes);
            String name = kind.toLowerCase(Locale.ROOT) + "-" + HexFormat.of().toHexDigits(sum.getValue(), 8) + ".json";
            save(name, bytes);
            return name;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void save(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(served.resolve(name + ".gz")))) {
            out.write(bytes);
        }
    }

    private static void clear(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> old = Files.list(folder)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
    }
}
