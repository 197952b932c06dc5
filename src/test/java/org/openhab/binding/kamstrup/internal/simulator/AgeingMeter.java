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
package org.openhab.binding.kamstrup.internal.simulator;

import java.time.Clock;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.openhab.binding.kamstrup.internal.kmp.Response;

/**
 * A meter that lives: it counts, its values change over day and year, its month turns.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class AgeingMeter extends SimulatedMeter {

    private final Clock clock;
    private final int answerBytes;
    private Life life;
    private Loggers loggers;

    /**
     * A meter that is born now.
     *
     * @param image what it knows then
     * @param clock the time that it lives in
     */
    public AgeingMeter(RegisterImage image, Clock clock) {
        this(image, clock, Loggers.DEFAULT_ANSWER_BYTES);
    }

    /**
     * A meter that is born now.
     *
     * @param answerBytes how many bytes of data fit into an answer of its loggers
     */
    public AgeingMeter(RegisterImage image, Clock clock, int answerBytes) {
        super(image, clock);
        this.clock = clock;
        this.answerBytes = answerBytes;
        life = new Life(image, clock);
        loggers = new Loggers(image, birth(), answerBytes);
    }

    private Clock birth() {
        return Clock.fixed(clock.instant(), clock.getZone());
    }

    @Override
    public synchronized RegisterImage image() {
        return life.at(clock.instant());
    }

    /** Changes the meter; what it counts and remembers goes on from there. */
    @Override
    public synchronized void become(RegisterImage newImage) {
        life = new Life(newImage, clock);
        loggers = new Loggers(newImage, birth(), answerBytes);
    }

    @Override
    protected Optional<Response> logged(Request request) {
        return loggers().answer(request, clock.instant());
    }

    private synchronized Loggers loggers() {
        return loggers;
    }

    /** From now on, the rows of a logger up to a log id have a register in another format. */
    public void changeFormat(int logger, long lastId, RegisterValue before) {
        loggers().changeFormat(logger, lastId, before);
    }
}
