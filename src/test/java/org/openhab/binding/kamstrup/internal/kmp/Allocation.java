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
package org.openhab.binding.kamstrup.internal.kmp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;

import org.eclipse.jdt.annotation.NonNullByDefault;

import com.sun.management.ThreadMXBean;

/**
 * Measures the memory that code allocates.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {
    }

    /** Runs code that ran before, so that no class is loaded, and limits the bytes that it allocates. */
    public static void assertAtMost(long bytes, Runnable done) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        done.run();
        long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(taken <= bytes, () -> "took " + taken + " bytes of memory instead of " + bytes);
    }
}
