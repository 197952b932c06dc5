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
import java.time.Duration;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.openhab.OpenHabRest;

/**
 * Feels whether openHAB answers as quickly as ever: reads an item's state, and gives a command to an item that no
 * binding has anything to do with, each second.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Pulse implements AutoCloseable {

    /** The item, which must be there; a Switch. */
    static final String ITEM = "Load_Pulse";

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(1);

    private final OpenHabRest rest;
    private final Watch watch;
    private final Times answers = new Times();
    private final Times commands = new Times();
    private final Thread thread = new Thread(this::feel, "pulse");
    private volatile boolean closed;
    private volatile String failure = "";

    /**
     * Begins.
     */
    Pulse(OpenHabRest rest, Watch watch) {
        this.rest = rest;
        this.watch = watch;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * How long REST took to answer.
     */
    Times answers() {
        return answers;
    }

    /**
     * How long it took from a command until its item had the state.
     */
    Times commands() {
        return commands;
    }

    /**
     * What went wrong; empty if nothing did.
     */
    String failure() {
        return failure;
    }

    private void feel() {
        try {
            for (boolean on = true; !closed; on = !on) {
                long begin = System.nanoTime();
                rest.state(ITEM);
                answers.add(System.nanoTime() - begin);
                command(on ? "ON" : "OFF");
                Thread.sleep(INTERVAL.toMillis());
            }
        } catch (IOException e) {
            failure = e.toString();
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void command(String command) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        rest.command(ITEM, command);
        while (!watch.isUpdated(ITEM, begin, 1)) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IOException("a command had no effect within " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(LOOK.toMillis());
        }
        commands.add(System.nanoTime() - begin);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
