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
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Waits for something that happens in another process and therefore can only be looked at.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Await {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private Await() {
    }

    /**
     * Looks again and again until what is seen is as wanted.
     *
     * @param what what is waited for, as the end of the sentence "waited for …"
     * @param deadline how long it may take
     * @param look gets what is there now
     * @param wanted decides about it
     * @return what was seen at last, which is as wanted
     * @throws TimeoutException when it did not come; its message says what was seen last
     * @throws IOException when a look failed
     */
    public static <T> T until(String what, Duration deadline, Look<T> look, Predicate<T> wanted)
            throws TimeoutException, IOException, InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        T seen = look.now();
        while (!wanted.test(seen)) {
            if (System.nanoTime() - end >= 0) {
                throw new TimeoutException(
                        "Waited " + deadline.toSeconds() + " s for " + what + ", last seen: " + seen);
            }
            Thread.sleep(INTERVAL.toMillis());
            seen = look.now();
        }
        return seen;
    }

    /**
     * One look at what is waited for.
     *
     * @param <T> what is seen
     */
    @FunctionalInterface
    public interface Look<T> {

        /**
         * Tells what is there now.
         */
        T now() throws IOException, InterruptedException;
    }
}
