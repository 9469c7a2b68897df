// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

import io.callingcard.provider.machine.Machine;
import io.callingcard.provider.wire.ConnectionPools;
import io.callingcard.provider.wire.Wire;
import io.callingcard.provider.wire.WireFactory;

/** Base class of the components. Owns what its endpoints share: Vert.x, connections and worker threads. */
public abstract class ProviderComponent extends HealthCheckComponent implements SSLContextParametersAware {

    @Metadata(
            label = "advanced",
            autowired = true,
            description = "The Vert.x instance to use. Default: the only one in the registry, as on Quarkus."
                    + " Without one, the component creates its own and closes it.")
    private Vertx vertx;

    @Metadata(
            label = "advanced",
            defaultValue = "20",
            description = "The number of threads that run routes after an answer. Event loops never run a route,"
                    + " so a route may block.")
    private int workerPoolSize = 20;

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Whether to use the TLS settings of the Camel context.")
    private boolean useGlobalSslContextParameters;

    private Vertx own;
    private final Map<String, HealthCheck> healthChecks = new ConcurrentHashMap<>();
    private final Map<String, Object> webhookPaths = new ConcurrentHashMap<>();
    private WireFactory wires;
    private ConnectionPools pools;
    private ExecutorService workers;
    private RouteThreads routeThreads;
    private ExecutorService receivers;
    private RouteThreads eventThreads;

    /** Camel quotes the values of unknown options. One may be a secret whose name is misspelt. */
    @Override
    protected void validateParameters(String uri, Map<String, Object> parameters, String optionPrefix) {
        Map<String, Object> names = new LinkedHashMap<>();
        parameters.keySet().forEach(name -> names.put(name, "xxxxxx"));
        super.validateParameters(uri, names, optionPrefix);
    }

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return StrictNumbers.of(super.getComponentPropertyConfigurer());
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return StrictNumbers.of(super.getEndpointPropertyConfigurer());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        wires = getCamelContext().getRegistry().findSingleByType(WireFactory.class);
        if (wires == null) {
            if (vertx == null) {
                own = Vertx.vertx(new VertxOptions().setUseDaemonThread(true));
            }
            pools = new ConnectionPools(getCamelContext(), activeVertx());
        }
        int mostThreads = Machine.of(getCamelContext()).isOneThread() ? 1 : workerPoolSize;
        workers = newThreads("CallingCard");
        routeThreads = new RouteThreads(workers, mostThreads);
        receivers = newThreads("CallingCardEvents");
        eventThreads = new RouteThreads(receivers, mostThreads);
    }

    @Override
    protected void doStop() throws Exception {
        WritableHealthCheckRepository repository = healthCheckRepository();
        if (repository != null) {
            healthChecks.values().forEach(repository::removeHealthCheck);
        }
        healthChecks.clear();
        if (pools != null) {
            pools.close();
            pools = null;
        }
        shutDown(workers);
        workers = null;
        shutDown(receivers);
        receivers = null;
        if (own != null) {
            own.close();
            own = null;
        }
        super.doStop();
    }

    /**
     * Restores the plus of phone numbers in a URI. A plus in a URI means a space, so {@code to=+1415...} arrives as a
     * space and digits.
     */
    public static void restorePlus(Map<String, Object> parameters, String... numbers) {
        for (String name : numbers) {
            parameters.computeIfPresent(name, (key, value) -> value.toString().replaceAll("(^|,) (?=\\d)", "$1+"));
        }
    }

    /** Creates a pool of fixed size. After shutdown it rejects work; other policies would drop it silently. */
    private ExecutorService newThreads(String name) {
        ThreadPoolProfile profile = new ThreadPoolProfileBuilder(name)
                .poolSize(workerPoolSize)
                .maxPoolSize(workerPoolSize)
                .maxQueueSize(Integer.MAX_VALUE)
                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                .build();
        return getCamelContext().getExecutorServiceManager().newThreadPool(this, name, profile);
    }

    private void shutDown(ExecutorService threads) {
        if (threads != null) {
            getCamelContext().getExecutorServiceManager().shutdownGraceful(threads);
        }
    }

    /** Registers one check per account, however many steps send for the account. */
    void register(ProviderHealthCheck check) throws Exception {
        WritableHealthCheckRepository repository = healthCheckRepository();
        if (isHealthCheckProducerEnabled()
                && repository != null
                && healthChecks.putIfAbsent(check.getId(), check) == null) {
            repository.addHealthCheck(check);
            if (repository.isEnabled()) {
                // Ask only after startup, so that startup does not wait for a provider.
                getCamelContext().addStartupListener((context, isStarted) -> check.sendProbe());
            }
        }
    }

    /**
     * Reserves a webhook path for one consumer.
     *
     * @throws IllegalArgumentException if another consumer has the path: the HTTP engine would serve only the first,
     *         without an error
     */
    void claimPath(String path, Object consumer) {
        if (webhookPaths.putIfAbsent(path, consumer) != null) {
            throw new IllegalArgumentException(
                    "webhookPath: " + path + " is already used by another consumer. Give each consumer its own path");
        }
    }

    void freePath(String path, Object consumer) {
        webhookPaths.remove(path, consumer);
    }

    private WritableHealthCheckRepository healthCheckRepository() {
        return HealthCheckHelper.getHealthCheckRepository(
                getCamelContext(), "producers", WritableHealthCheckRepository.class);
    }

    /** Returns the configured Vert.x instance, or the component's own. */
    public Vertx activeVertx() {
        return vertx == null ? own : vertx;
    }

    /** Creates a wire for an account. */
    public Wire wire(ProviderConfiguration configuration, Executor answers) {
        Duration timeout = Duration.ofMillis(configuration.getRequestTimeout());
        if (wires != null) {
            return wires.wire(configuration.getBaseUrl(), timeout, answers);
        }
        return pools.wire(
                configuration.transport(),
                configuration.getBaseUrl(),
                timeout,
                configuration.getMaxResponseSize(),
                answers);
    }

    Executor routeThreads() {
        return routeThreads;
    }

    /**
     * Returns the threads that route events. They are separate from the threads that run routes after an answer: an
     * event that waits for an answer must not occupy the thread that the answer needs.
     */
    public Executor eventThreads() {
        return eventThreads;
    }

    public Vertx getVertx() {
        return vertx;
    }

    public void setVertx(Vertx vertx) {
        this.vertx = vertx;
    }

    public int getWorkerPoolSize() {
        return workerPoolSize;
    }

    public void setWorkerPoolSize(int workerPoolSize) {
        this.workerPoolSize = workerPoolSize;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
