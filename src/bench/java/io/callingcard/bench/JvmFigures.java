// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.VirtualMachine;

/** Reads the processor time of another Java process, and the bytes that its threads allocated. */
final class JvmFigures implements AutoCloseable {

    /** Linux shows programs hundredths of a second. */
    private static final double NANOS_A_TICK = 1e7;

    private static final int USER_TICKS = 11;

    private final Path stat;
    private final JMXConnector connector;
    private final ThreadMXBean threads;
    private final Map<Long, Long> allocated = new HashMap<>();

    JvmFigures(long pid) throws Exception {
        this.stat = Path.of("/proc", Long.toString(pid), "stat");
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        } finally {
            machine.detach();
        }
        MBeanServerConnection beans = connector.getMBeanServerConnection();
        threads = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    }

    double cpuNanos() throws IOException {
        String line = Files.readString(stat);
        // The name of the program is in parentheses and may have spaces.
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1])) * NANOS_A_TICK;
    }

    /** Sums the bytes of all threads. An ended thread counts with its bytes at the previous call. */
    double allocatedBytes() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            allocated.merge(ids[i], bytes[i], Math::max);
        }
        return allocated.values().stream().mapToDouble(Long::doubleValue).sum();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
