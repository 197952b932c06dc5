/*
 * Copyright (c) 2026 Contributors to the openHAB Kamstrup binding
 *
 * See the NOTICE file(s) distributed with this work for additional
 * information.
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * http://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.binding.kamstrup.openhab;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import org.eclipse.jdt.annotation.NonNullByDefault;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * openHAB's Java, looked at through its own management interface. To attach to it would leave files outside its home.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class OpenHabJvm implements AutoCloseable {

    private static final String OPTION = "-Dcom.sun.management.jmxremote";
    /** What only soft references hold, and finalizers, goes with a later one. */
    private static final int COLLECTIONS = 3;

    private final JMXConnector connector;
    private final MemoryMXBean memory;
    private final ThreadMXBean threads;
    private final OperatingSystemMXBean system;
    private final CompilationMXBean compilation;

    private OpenHabJvm(JMXConnector connector) throws IOException {
        this.connector = connector;
        MBeanServerConnection server = connector.getMBeanServerConnection();
        memory = bean(server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        threads = bean(server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        system = bean(server, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, OperatingSystemMXBean.class);
        compilation = bean(server, ManagementFactory.COMPILATION_MXBEAN_NAME, CompilationMXBean.class);
    }

    private static <T> T bean(MBeanServerConnection server, String name, Class<T> type) throws IOException {
        return ManagementFactory.newPlatformMXBeanProxy(server, name, type);
    }

    /**
     * The options for openHAB's Java that open the interface, on the loopback interface only.
     *
     * @param port a free port of TCP
     */
    public static String[] options(int port) {
        return new String[] { OPTION + ".port=" + port, OPTION + ".rmi.port=" + port,
                OPTION + ".host=" + OpenHabHome.HOST, OPTION + ".authenticate=false", OPTION + ".ssl=false",
                "-Djava.rmi.server.hostname=" + OpenHabHome.HOST };
    }

    /**
     * Connects to an openHAB that was started with these options.
     */
    public static OpenHabJvm connect(int port) throws IOException {
        String address = OpenHabHome.HOST + ":" + port;
        return new OpenHabJvm(
                JMXConnectorFactory.connect(new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + address + "/jmxrmi")));
    }

    /**
     * The heap that is in use after everything that can be thrown away was thrown away, in bytes.
     */
    public long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /**
     * The time that processors have worked for it since it started, in nanoseconds.
     */
    public long processorNanos() {
        return system.getProcessCpuTime();
    }

    /**
     * The time that was spent on compiling since it started, in nanoseconds. That becomes less and less.
     */
    public long compilationNanos() {
        return TimeUnit.MILLISECONDS.toNanos(compilation.getTotalCompilationTime());
    }

    /**
     * How many threads were ever started.
     */
    public long startedThreads() {
        return threads.getTotalStartedThreadCount();
    }

    /**
     * The same as {@link #processorNanos()} for each live thread, by its id and name.
     */
    public Map<ThreadId, Long> processorNanosOfThreads() {
        Map<ThreadId, Long> nanos = new HashMap<>();
        long[] ids = threads.getAllThreadIds();
        ThreadInfo[] infos = threads.getThreadInfo(ids);
        long[] times = threads.getThreadCpuTime(ids);
        for (int i = 0; i < ids.length; i++) {
            ThreadInfo info = infos[i];
            if (info != null && times[i] >= 0) {
                nanos.put(new ThreadId(ids[i], info.getThreadName()), times[i]);
            }
        }
        return nanos;
    }

    /**
     * The names of its live threads.
     */
    public List<String> threadNames() {
        return Stream.of(threads.getThreadInfo(threads.getAllThreadIds())).filter(info -> info != null)
                .map(ThreadInfo::getThreadName).toList();
    }

    /**
     * How many threads wait for each other for ever.
     */
    public int deadlockedThreads() {
        long[] ids = threads.findDeadlockedThreads();
        return ids == null ? 0 : ids.length;
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }

    /**
     * A thread, of which another may have the same name.
     */
    public record ThreadId(long id, String name) {
    }
}
