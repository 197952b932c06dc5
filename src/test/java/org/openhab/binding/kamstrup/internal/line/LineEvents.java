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
package org.openhab.binding.kamstrup.internal.line;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Keeps what a line tells, as text.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class LineEvents implements LineListener {

    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    private volatile LineStatistics.@Nullable Snapshot last;

    @Override
    public void portOpened() {
        events.add("opened");
    }

    @Override
    public void portClosed(Finding problem, String evidence) {
        events.add(problem + " " + evidence);
    }

    @Override
    public void stateChanged(LineStatistics.Snapshot state) {
        last = state;
    }

    /** How the line was when it was used last. */
    public Optional<LineStatistics.Snapshot> last() {
        return Optional.ofNullable(last);
    }

    /** The next one, "null" if none comes. */
    public String next() throws InterruptedException {
        return String.valueOf(events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    /** Whether nothing was told that has not been asked for. */
    public boolean isEmpty() {
        return events.isEmpty();
    }
}
