package io.callingcard.provider;

import java.util.Map;
import java.util.Set;
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
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

import io.callingcard.provider.wire.ConnectionPools;

/** What a component owns for all its endpoints: the event loops, the connections, and the threads routes go on with. */
public abstract class ProviderComponent extends HealthCheckComponent implements SSLContextParametersAware {

    @Metadata(
            label = "advanced",
            autowired = true,
            description = "The Vert.x instance to use. By default the only one in the registry, as on Quarkus; where"
                    + " there is none the component makes its own, and closes that one only.")
    private Vertx vertx;

    @Metadata(
            label = "advanced",
            defaultValue = "20",
            description = "How many threads routes go on with after an answer. The event loops themselves never run a"
                    + " route, so a route may block.")
    private int workerPoolSize = 20;

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Whether to use the TLS settings of the Camel context.")
    private boolean useGlobalSslContextParameters;

    private Vertx own;
    private final Map<String, HealthCheck> healthChecks = new ConcurrentHashMap<>();
    private final Set<String> webhookPaths = ConcurrentHashMap.newKeySet();
    private ConnectionPools pools;
    private ExecutorService workers;
    private RouteThreads routeThreads;
    private ExecutorService receivers;
    private RouteThreads eventThreads;

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (vertx == null) {
            own = Vertx.vertx(new VertxOptions().setUseDaemonThread(true));
        }
        pools = new ConnectionPools(getCamelContext(), activeVertx());
        workers = newThreads("CallingCard");
        routeThreads = new RouteThreads(workers, workerPoolSize, activeVertx());
        receivers = newThreads("CallingCardEvents");
        eventThreads = new RouteThreads(receivers, workerPoolSize, activeVertx());
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
     * Restores the plus of phone numbers. In a URI a plus means a space, so {@code to=+1415...} arrives with a space.
     */
    public static void restorePlus(Map<String, Object> parameters, String... numbers) {
        for (String name : numbers) {
            parameters.computeIfPresent(name, (key, value) -> value.toString().replaceAll("(^|,) (?=\\d)", "$1+"));
        }
    }

    /** As many threads as asked for. Once stopped they say no, where other policies would lose the work in silence. */
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

    /** One check for each account, however many steps send for it. */
    void register(ProviderHealthCheck check) throws Exception {
        WritableHealthCheckRepository repository = healthCheckRepository();
        if (isHealthCheckProducerEnabled()
                && repository != null
                && healthChecks.putIfAbsent(check.getId(), check) == null) {
            repository.addHealthCheck(check);
            if (repository.isEnabled()) {
                // Once everything stands: the start need not wait for a provider, nor share its time with one.
                getCamelContext().addStartupListener((context, isStarted) -> check.ask());
            }
        }
    }

    /**
     * Takes a path for one consumer alone.
     *
     * @throws IllegalArgumentException when another has it: the engine would serve the first and be silent about it
     */
    public void claimPath(String path) {
        if (!webhookPaths.add(path)) {
            throw new IllegalArgumentException(
                    "webhookPath: " + path + " is another consumer's already; give each a path" + " of its own");
        }
    }

    public void freePath(String path) {
        webhookPaths.remove(path);
    }

    private WritableHealthCheckRepository healthCheckRepository() {
        return HealthCheckHelper.getHealthCheckRepository(
                getCamelContext(), "producers", WritableHealthCheckRepository.class);
    }

    /** The instance in use: the given one, or our own. */
    public Vertx activeVertx() {
        return vertx == null ? own : vertx;
    }

    public ConnectionPools connectionPools() {
        return pools;
    }

    Executor routeThreads() {
        return routeThreads;
    }

    /**
     * The threads that events are routed on. Others than those that routes go on with after an answer: an event that
     * waits for an answer must not hold the thread that the answer needs.
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
