// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/** Replaces the components {@code timer}, {@code scheduler}, {@code quartz} and {@code cron}. Fires in virtual time. */
final class ClockComponent extends DefaultComponent {

    private static final String TRIGGER = "trigger.";
    private static final int DO_NOTHING = 2;

    private final VirtualMachine machine;
    private final Kind kind;

    /** The component that it replaces. */
    enum Kind {
        TIMER,
        SCHEDULER,
        QUARTZ,
        CRON;

        String scheme() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    ClockComponent(VirtualMachine machine, Kind kind) {
        this.machine = machine;
        this.kind = kind;
        setAutowiredEnabled(false);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Map<String, Object> options = new HashMap<>(parameters);
        parameters.clear();
        return new Clockwork(uri, remaining, options);
    }

    @Override
    protected void validateParameters(String uri, Map<String, Object> parameters, String optionPrefix) {
        // createEndpoint has taken all options.
    }

    private Instant now() {
        return machine.time().instant();
    }

    /** The endpoint of a timer. */
    private final class Clockwork extends DefaultEndpoint {

        private final String name;
        private final Map<String, Object> options;

        Clockwork(String uri, String name, Map<String, Object> options) {
            super(uri, ClockComponent.this);
            this.name = name;
            this.options = options;
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException(kind.scheme() + ": cannot be sent to. Use it in a from step.");
        }

        @Override
        public Consumer createConsumer(Processor processor) throws Exception {
            return new Hand(this, processor);
        }

        private String option(String option, String otherwise) {
            Object value = options.get(option);
            return value == null ? otherwise : value.toString();
        }

        private Duration duration(String option, String otherwise) {
            String value = option(option, otherwise);
            return Duration.ofMillis(getCamelContext().getTypeConverter().convertTo(long.class, value));
        }

        private Schedule schedule() throws Exception {
            long times = Long.parseLong(option("repeatCount", "0"));
            return switch (kind) {
                case TIMER -> Schedule.every(notNegative(duration("delay", "1000")), duration("period", "1000"), times);
                case SCHEDULER -> Schedule.every(duration("initialDelay", "1000"), duration("delay", "500"), times);
                case CRON -> cron(option("schedule", null));
                case QUARTZ -> {
                    String cron = option("cron", null);
                    yield cron == null ? simple() : cron(cron);
                }
            };
        }

        private static Duration notNegative(Duration delay) {
            return delay.isNegative() ? Duration.ZERO : delay;
        }

        private Schedule simple() {
            long repeats = Long.parseLong(option(TRIGGER + "repeatCount", "-1"));
            return Schedule.every(
                    Duration.ofMillis(Long.parseLong(option("triggerStartDelay", "500"))),
                    Duration.ofMillis(Long.parseLong(option(TRIGGER + "repeatInterval", "1000"))),
                    repeats < 0 ? 0 : repeats + 1);
        }

        private Schedule cron(String expression) throws Exception {
            Schedule cron = Schedule.cron(
                    expression.replace('+', ' '), TimeZone.getTimeZone(option(TRIGGER + "timeZone", "UTC")), now());
            return Integer.parseInt(option(TRIGGER + "misfireInstruction", "0")) == DO_NOTHING
                    ? Schedule.skippingMisfires(cron)
                    : Schedule.firingOnceAfterMisfire(cron);
        }

        /** Returns whether an event waits until the previous one has ended. */
        private boolean isStateful() {
            return kind == Kind.SCHEDULER || Boolean.parseBoolean(option("stateful", "false"));
        }
    }

    /** Fires the events of one timer. */
    private final class Hand extends DefaultConsumer {

        private final Clockwork clockwork;
        private Schedule schedule;
        private VirtualTime.Event next;
        private long fired;

        Hand(Clockwork clockwork, Processor processor) {
            super(clockwork, processor);
            this.clockwork = clockwork;
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            schedule = clockwork.schedule();
            plan(null);
        }

        @Override
        protected void doStop() throws Exception {
            cancel();
            super.doStop();
        }

        @Override
        protected void doSuspend() throws Exception {
            cancel();
            super.doSuspend();
        }

        private void cancel() {
            if (next != null) {
                next.cancel();
            }
        }

        private void plan(Instant last) {
            Instant now = now();
            Instant due = schedule.next(last, now);
            if (due != null && isRunAllowed() && !isSuspendingOrSuspended()) {
                next = machine.after(Duration.between(now, due), () -> fire(due));
            }
        }

        private void fire(Instant due) {
            if (!isRunAllowed()) {
                return;
            }
            if (!clockwork.isStateful()) {
                plan(due);
            }
            Exchange exchange = createExchange(false);
            exchange.getMessage().setHeader("fireTime", Date.from(now()));
            exchange.getMessage().setHeader("scheduledFireTime", Date.from(due));
            exchange.setProperty(Exchange.TIMER_NAME, clockwork.name);
            exchange.setProperty(Exchange.TIMER_FIRED_TIME, Date.from(due));
            exchange.setProperty(Exchange.TIMER_COUNTER, ++fired);
            getAsyncProcessor().process(exchange, done -> {
                if (exchange.getException() != null) {
                    getExceptionHandler()
                            .handleException("The timer's route failed", exchange, exchange.getException());
                }
                releaseExchange(exchange, false);
                if (clockwork.isStateful()) {
                    plan(due);
                }
            });
        }
    }
}
