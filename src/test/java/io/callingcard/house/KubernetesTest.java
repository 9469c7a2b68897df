// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The manifests have no field that Kubernetes does not know, and name what the image and the runner have. */
class KubernetesTest {

    private static final Path OPERATIONS = Path.of("examples/operations");
    private static final String NODES = "postgresql";
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Stream.of(
                    Deployment.class,
                    Service.class,
                    PersistentVolumeClaim.class,
                    NetworkPolicy.class,
                    PodDisruptionBudget.class,
                    HorizontalPodAutoscaler.class)
            .collect(Collectors.toMap(HasMetadata::getKind, type -> type));

    /** The values that the beans file takes from the environment. */
    private static final Pattern OF_BEANS = Pattern.compile("\\{\\{env:(\\w+)");

    /** One of Quarkus; DrainIT starts a node with it. */
    private static final String DELAY = "QUARKUS_SHUTDOWN_DELAY";

    private static final Pattern DOCUMENTED = Pattern.compile("`([A-Z]\\w+)`");

    /** The model keeps unknown fields; without its setter for them they are errors. */
    private static final YAMLMapper STRICT = YAMLMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }
            })
            .build();

    private static JsonNode yaml(Path file) throws IOException {
        return STRICT.readTree(file.toFile());
    }

    private static HasMetadata strict(JsonNode document) throws IOException {
        Class<? extends HasMetadata> type = KINDS.get(document.path("kind").asText());
        assertThat(type).as("the kind of %s", document).isNotNull();
        HasMetadata object = STRICT.treeToValue(document, type);
        assertThat(document.path("apiVersion").asText()).isEqualTo(HasMetadata.getApiVersion(type));
        return object;
    }

    /** Returns what a folder applies, and the folders that it names. */
    private static List<HasMetadata> objects(String folder) throws IOException {
        List<HasMetadata> objects = new ArrayList<>();
        for (JsonNode resource :
                yaml(OPERATIONS.resolve(folder).resolve("kustomization.yaml")).path("resources")) {
            Path path = OPERATIONS.resolve(folder).resolve(resource.asText()).normalize();
            if (Files.isDirectory(path)) {
                objects.addAll(objects(OPERATIONS.relativize(path).toString()));
            } else {
                try (MappingIterator<JsonNode> all =
                        STRICT.readerFor(JsonNode.class).readValues(path.toFile())) {
                    while (all.hasNext()) {
                        objects.add(strict(all.next()));
                    }
                }
            }
        }
        return objects;
    }

    private static <T> T one(String folder, Class<T> type) throws IOException {
        List<T> found = objects(folder).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static PodSpec pod(String folder) throws IOException {
        return one(folder, Deployment.class).getSpec().getTemplate().getSpec();
    }

    private static Container container(String folder) throws IOException {
        assertThat(pod(folder).getContainers()).hasSize(1);
        return pod(folder).getContainers().get(0);
    }

    private static Map<String, String> values(Path file) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }

    /** Returns the variables that the runner and the beans file read. */
    private static Set<String> known() throws IOException {
        Set<String> known = new TreeSet<>();
        for (Map.Entry<Pattern, Path> source : Map.of(
                        DOCUMENTED, Path.of("docs/settings.md"),
                        OF_BEANS, OPERATIONS.resolve(NODES).resolve("beans.camel.yaml"))
                .entrySet()) {
            source.getKey()
                    .matcher(Files.readString(source.getValue()))
                    .results()
                    .forEach(name -> known.add(name.group(1)));
        }
        return known;
    }

    @Test
    void unknownFieldsAreFound() {
        assertThatThrownBy(() -> strict(
                        STRICT.readTree("{kind: Service, apiVersion: v1, spec: {ports: [{port: 1, tragetPort: 2}]}}")))
                .hasMessageContaining("tragetPort");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes", NODES})
    void thePodFitsTheImage(String folder) throws IOException {
        PodSpec pod = pod(folder);
        Container container = container(folder);
        String image = Files.readString(Path.of("Containerfile"));
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(image)
                .contains("USER " + pod.getSecurityContext().getRunAsUser() + ":"
                        + pod.getSecurityContext().getRunAsGroup());
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(container.getResources().getLimits()).containsKey("memory");
        container.getPorts().forEach(port -> assertThat(image)
                .containsPattern("EXPOSE .*\\b" + port.getContainerPort().toString()));
        for (Probe probe :
                List.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe())) {
            assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("http");
        }
        Set<String> volumes = pod.getVolumes().stream().map(Volume::getName).collect(Collectors.toSet());
        assertThat(container.getVolumeMounts()).extracting(VolumeMount::getName).containsOnlyOnceElementsOf(volumes);
        assertThat(container.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .contains("/data", "/tmp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes", NODES})
    void servicesAndPoliciesNameItsPorts(String folder) throws IOException {
        Set<String> ports = container(folder).getPorts().stream()
                .map(port -> port.getName())
                .collect(Collectors.toSet());
        for (HasMetadata object : objects(folder)) {
            if (object instanceof Service service) {
                assertThat(service.getSpec().getPorts())
                        .allMatch(port -> ports.contains(port.getTargetPort().getStrVal()));
            } else if (object instanceof NetworkPolicy policy) {
                assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
                policy.getSpec().getIngress().forEach(rule -> assertThat(rule.getPorts())
                        .allMatch(port -> ports.contains(port.getPort().getStrVal())));
            }
        }
    }

    /** A node is killed at the end of the grace period: messages under way would be in doubt. */
    @ParameterizedTest
    @ValueSource(strings = {"kubernetes", NODES})
    void theGracePeriodIsLongerThanTheDrain(String folder) throws IOException {
        long requests = seconds(
                values(Path.of("src/main/resources/application.properties")).get("quarkus.shutdown.timeout"));
        long delay = folder.equals(NODES)
                ? seconds(values(OPERATIONS.resolve(NODES).resolve("settings.env"))
                        .get(DELAY))
                : 0;
        long messages;
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            messages = camel.getShutdownStrategy().getTimeout();
        }
        assertThat(pod(folder).getTerminationGracePeriodSeconds()).isGreaterThan(delay + requests + messages);
    }

    private static long seconds(String duration) {
        return Long.parseLong(duration.replace("S", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes", NODES})
    void theRunnerKnowsEachVariable(String folder) throws IOException {
        Set<String> secrets =
                values(OPERATIONS.resolve(folder).resolve("secrets.env")).keySet();
        Set<String> known = known();
        assertThat(known).containsAll(secrets);
        for (EnvVar variable : container(folder).getEnv()) {
            assertThat(known).contains(variable.getName());
            if (variable.getValueFrom() != null && variable.getValueFrom().getSecretKeyRef() != null) {
                assertThat(secrets)
                        .contains(variable.getValueFrom().getSecretKeyRef().getKey());
            }
        }
    }

    @Test
    void theNodesGetEachSettingAndEachSecret() throws IOException {
        JsonNode kustomization = yaml(OPERATIONS.resolve(NODES).resolve("kustomization.yaml"));
        List<String> maps = kustomization.path("configMapGenerator").findValuesAsText("name");
        Container container = container(NODES);
        assertThat(container.getEnvFrom())
                .extracting(source -> source.getConfigMapRef().getName())
                .isSubsetOf(maps);
        assertThat(pod(NODES).getVolumes())
                .filteredOn(volume -> volume.getConfigMap() != null)
                .extracting(volume -> volume.getConfigMap().getName())
                .isSubsetOf(maps);
        assertThat(container.getEnv())
                .filteredOn(variable -> variable.getValueFrom().getSecretKeyRef() != null)
                .extracting(EnvVar::getName)
                .containsExactlyInAnyOrderElementsOf(
                        values(OPERATIONS.resolve(NODES).resolve("secrets.env")).keySet());
        assertThat(container.getEnv())
                .filteredOn(variable -> variable.getName().equals("CALLINGCARD_NODE_NAME"))
                .extracting(variable -> variable.getValueFrom().getFieldRef().getFieldPath())
                .containsExactly("metadata.name");
        Map<String, String> settings = values(OPERATIONS.resolve(NODES).resolve("settings.env"));
        assertThat(settings).containsKey(DELAY);
        settings.remove(DELAY);
        assertThat(known()).containsAll(settings.keySet());
        assertThat(settings.get("CALLINGCARD_WEBHOOKS_PORT"))
                .isEqualTo(container.getPorts().get(1).getContainerPort().toString());
    }

    @Test
    void theNodesStayAvailable() throws IOException {
        HorizontalPodAutoscaler autoscaler = one(NODES, HorizontalPodAutoscaler.class);
        Deployment deployment = one(NODES, Deployment.class);
        PodDisruptionBudget budget = one(NODES, PodDisruptionBudget.class);
        String name = deployment.getMetadata().getName();
        assertThat(autoscaler.getSpec().getScaleTargetRef().getName()).isEqualTo(name);
        assertThat(deployment.getSpec().getReplicas())
                .as("the autoscaler sets it")
                .isNull();
        assertThat(autoscaler.getSpec().getMinReplicas()).isGreaterThan(1);
        assertThat(budget.getSpec().getMaxUnavailable().getIntVal())
                .isLessThan(autoscaler.getSpec().getMinReplicas());
        JsonNode labels = yaml(OPERATIONS.resolve(NODES).resolve("kustomization.yaml"))
                .path("labels")
                .path(0)
                .path("pairs");
        assertThat(labels.path("app.kubernetes.io/name").asText())
                .isEqualTo(budget.getSpec().getSelector().getMatchLabels().get("app.kubernetes.io/name"));
        int connections = yaml(OPERATIONS.resolve(NODES).resolve("beans.camel.yaml"))
                .findValue("maximumPoolSize")
                .asInt();
        // During a rolling update there is one node more. PostgreSQL keeps some connections for itself.
        assertThat((autoscaler.getSpec().getMaxReplicas() + 1) * connections).isLessThan(90);
    }

    /** The adapter makes the metric that the autoscaler asks for, of one that the runner has; OperationsIT looks for it. */
    @Test
    void theAdapterMakesTheMetricOfTheAutoscaler() throws IOException {
        JsonNode rule = yaml(OPERATIONS.resolve(NODES).resolve("adapter.yaml"))
                .path("rules")
                .path("external")
                .path(0);
        assertThat(one(NODES, HorizontalPodAutoscaler.class).getSpec().getMetrics())
                .extracting(metric -> metric.getExternal().getMetric().getName())
                .containsExactly(rule.path("name").path("as").asText());
        assertThat(Files.readString(Path.of("docs/metrics.md")))
                .contains("`" + rule.path("seriesQuery").asText().replaceAll("\\{.*", "") + "`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes", NODES})
    void kustomizeBuildsWhatTheFilesName(String folder) throws Exception {
        Path here = OPERATIONS.resolve(folder);
        for (String list : List.of("envs", "files")) {
            yaml(here.resolve("kustomization.yaml"))
                    .findValues(list)
                    .forEach(names -> names.forEach(
                            name -> assertThat(here.resolve(name.asText())).exists()));
        }
        String command = "kubectl apply -k " + here;
        assertThat(PageBlock.of(OPERATIONS.resolve("README.md")))
                .extracting(block -> block.text().strip())
                .contains(command);
        assumeTrue(OperationsTest.isInstalled("kubectl"), "kubectl is not installed, so only the names were checked");
        // To apply needs a cluster; kustomize does the part before.
        Process kubectl = new ProcessBuilder(
                        command.replace("apply -k", "kustomize").split(" "))
                .redirectErrorStream(true)
                .start();
        String built = new String(kubectl.getInputStream().readAllBytes());
        assertThat(kubectl.waitFor()).as(built).isZero();
        assertThat(built).contains("kind: Deployment", "kind: Service", "kind: Secret", "kind: NetworkPolicy");
    }
}
