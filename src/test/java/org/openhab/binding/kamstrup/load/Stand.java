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
package org.openhab.binding.kamstrup.load;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.openhab.OpenHabJvm;
import org.openhab.binding.kamstrup.openhab.OpenHabJvm.ThreadId;
import org.openhab.binding.kamstrup.openhab.OpenHabProcess;

/**
 * What openHAB has used up, at one moment.
 *
 * @param nanos the moment, by {@link System#nanoTime()}
 * @param heap bytes in use after collection
 * @param threads how many there are
 * @param startedThreads how many there ever were
 * @param descriptors what is open
 * @param processor the nanoseconds that processors have worked for it
 * @param compilation the nanoseconds of them that Java's compiler took, about
 * @param processorOfThreads the same for each thread
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record Stand(long nanos, long heap, int threads, long startedThreads, List<String> descriptors, long processor,
        long compilation, Map<ThreadId, Long> processorOfThreads) {

    private static final String COMPILER = "(compiler)";
    private static final String OURS = "OH-binding-kamstrup";
    private static final String OTHERS = "(collector, threads that ended)";
    private static final double PER_CENT = 100;

    static Stand of(OpenHabProcess process, OpenHabJvm jvm) throws IOException {
        long heap = jvm.usedHeap();
        // after the collection, which is the measurement's and not openHAB's work
        return new Stand(System.nanoTime(), heap, jvm.threadNames().size(), jvm.startedThreads(),
                List.copyOf(process.descriptors().values()), jvm.processorNanos(), jvm.compilationNanos(),
                jvm.processorNanosOfThreads());
    }

    /**
     * The share of one processor that openHAB has used since an earlier stand, in per cent.
     */
    double processorShare(Stand before) {
        return PER_CENT * (processor - before.processor) / (nanos - before.nanos);
    }

    /**
     * The same by kinds of threads, the greatest first.
     */
    String processorShares(Stand before) {
        Map<String, Long> kinds = new TreeMap<>();
        processorOfThreads
                .forEach((thread, time) -> kinds.merge(kind(thread.name()), time - before.timeOf(thread), Long::sum));
        long known = kinds.values().stream().mapToLong(Long::longValue).sum();
        long compiled = compilation - before.compilation;
        kinds.put(COMPILER, compiled);
        kinds.put(OTHERS, processor - before.processor - known - compiled);
        double period = nanos - before.nanos;
        return String.join(", ",
                kinds.entrySet().stream().sorted(Map.Entry.<String, Long> comparingByValue().reversed()).limit(8)
                        .map(kind -> "%s %.1f".formatted(kind.getKey(), PER_CENT * kind.getValue() / period)).toList());
    }

    private long timeOf(ThreadId thread) {
        return processorOfThreads.getOrDefault(thread, 0L);
    }

    /** Threads that differ in numbers only are of one kind, and so are the lines' threads. */
    private static String kind(String name) {
        return name.startsWith(OURS) ? OURS : name.replaceAll("\\d+", "#");
    }
}
