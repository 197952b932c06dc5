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
package org.openhab.binding.kamstrup.internal.link;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.kmp.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.GetSerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.GetType;
import org.openhab.binding.kamstrup.internal.kmp.MeterType;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.openhab.binding.kamstrup.internal.kmp.Response;
import org.openhab.binding.kamstrup.internal.kmp.SerialNumber;
import org.openhab.binding.kamstrup.internal.meter.ReadingPlan;

/**
 * Reads a meter over a line, again and again, until it is stopped. First it asks who the meter is.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MeterReader {

    /** One missed reading is a hiccup, unless it is the first one of all. */
    private static final int MISSED_READINGS_FOR_OFFLINE = 2;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);

    private final Line line;
    private final int address;
    private final Duration interval;
    private final ReadingPlan plan;
    private final MeterListener listener;
    private final AtomicBoolean extraReadingWanted = new AtomicBoolean();
    private volatile boolean stopped;

    // of the line's thread
    private boolean identified;
    private boolean everRead;
    private int missedReadings;
    private Backoff retrying;

    /**
     * Makes a reader that does nothing yet.
     *
     * @param line the line to the meter
     * @param address the meter's
     * @param interval from the beginning of a reading to that of the next
     * @param plan what to read
     * @param listener hears what comes of it
     */
    public MeterReader(Line line, int address, Duration interval, ReadingPlan plan, MeterListener listener) {
        this.line = line;
        this.address = address;
        this.interval = interval;
        this.plan = plan;
        this.listener = listener;
        retrying = firstRetry();
    }

    /** Begins with a reading at once. */
    public void start() {
        line.schedule(this::readAndGoOn, Duration.ZERO);
    }

    /** Asks for a reading between the regular ones. Several wishes before it begins are one. */
    public void readNow() {
        if (extraReadingWanted.compareAndSet(false, true)) {
            line.schedule(() -> {
                extraReadingWanted.set(false);
                read(false);
            }, Duration.ZERO);
        }
    }

    /** Ends the readings; one that is under way asks nothing more. */
    public void stop() {
        stopped = true;
    }

    private Backoff firstRetry() {
        return Backoff.of(FIRST_RETRY, interval);
    }

    private void readAndGoOn() {
        if (stopped) {
            return;
        }
        long begin = System.nanoTime();
        Duration next = interval;
        try {
            if (read(true)) {
                next = interval.minusNanos(System.nanoTime() - begin);
                retrying = firstRetry();
            } else {
                next = retrying.next();
                retrying = retrying.grown();
            }
        } finally {
            // whatever happens, a meter is read for years
            line.schedule(this::readAndGoOn, next);
        }
    }

    private boolean read(boolean regular) {
        if (!identified && !identify(regular)) {
            return false;
        }
        for (GetRegisters request : plan.requests(address)) {
            if (!(ask(request, regular)instanceof RegisterValues values)) {
                return false;
            }
            listener.answered(this, request.ids(), values);
        }
        missedReadings = 0;
        everRead = true;
        listener.read(this);
        return true;
    }

    private boolean identify(boolean regular) {
        if (ask(new GetType(address), regular)instanceof MeterType type
                && ask(new GetSerialNumber(address), regular)instanceof SerialNumber serialNumber) {
            identified = true;
            listener.identified(this, type, serialNumber);
        }
        return identified;
    }

    /** @return null if there is no answer; without a port the head tells why, and being stopped is nobody's fault */
    private @Nullable Response ask(Request request, boolean regular) {
        if (stopped) {
            return null;
        }
        Outcome outcome = line.ask(request);
        if (outcome instanceof Outcome.Failed failed) {
            missedReadings += regular ? 1 : 0;
            boolean offline = !everRead || missedReadings >= MISSED_READINGS_FOR_OFFLINE;
            // another meter may be under the head when it speaks again
            identified &= !offline;
            listener.missed(this, failed, offline);
        }
        return outcome instanceof Outcome.Answered answered ? answered.response() : null;
    }
}
