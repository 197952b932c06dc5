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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.Rfc2217Server;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;

/**
 * Simulated meters at serial ports in the network, in a process of their own, so that their work is not taken for
 * openHAB's. It obeys the lines of its standard input, answers each with one line, and ends with it, so that it never
 * outlives who has started it.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class MeterPark {

    static final String BEGIN = "begin";
    static final String READINGS = "readings";
    static final String DIE = "die";
    static final String REVIVE = "revive";
    static final String DONE = "done";

    /**
     * Below the ports that Linux gives to connections, and those of another park elsewhere: one of them could take the
     * place of a port that is closed.
     */
    private static final long FIRST_PORT = 10_000 + ProcessHandle.current().pid() % 20 * 1000;
    private static final int LAST_PORT = 32_000;

    private final Duration interval;
    private final List<ParkedMeter> meters = new ArrayList<>();
    private final List<Rfc2217Server> servers = new ArrayList<>();
    private long begin = System.nanoTime();

    private MeterPark(int count, int register, Duration interval) throws IOException {
        this.interval = interval;
        RegisterImage image = RegisterImage.named(RegisterImage.DEFAULT);
        for (int port = (int) FIRST_PORT; servers.size() < count; port++) {
            ParkedMeter meter = new ParkedMeter(image.withSerialNumber(image.serialNumber() + servers.size()),
                    register);
            try {
                servers.add(new Rfc2217Server(port, meter, WireSettings.DEFAULT));
                meters.add(meter);
            } catch (BindException e) {
                if (port >= LAST_PORT) {
                    throw e;
                }
            }
        }
    }

    /**
     * @param arguments how many meters, which register is looked at, and how many seconds are between its readings
     */
    public static void main(String[] arguments) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        MeterPark park = new MeterPark(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]),
                Duration.ofSeconds(Integer.parseInt(arguments[2])));
        output.println(
                park.servers.stream().map(server -> Integer.toString(server.port())).collect(Collectors.joining(" ")));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            output.println(park.obey(line));
        }
        // the threads of its lines are daemons
        System.exit(0);
    }

    private String obey(String command) throws IOException {
        switch (command) {
            case BEGIN -> {
                meters.forEach(ParkedMeter::forget);
                begin = System.nanoTime();
            }
            case READINGS -> {
                long end = System.nanoTime();
                return meters.stream().map(meter -> meter.readings(interval, begin, end)).reduce(Gaps.NONE, Gaps::and)
                        .toLine();
            }
            case DIE -> die();
            case REVIVE -> revive();
            default -> throw new IllegalArgumentException(command);
        }
        return DONE;
    }

    /** One half falls silent behind servers that go on accepting; the other half is not there any more. */
    private void die() throws IOException {
        for (int i = 0; i < servers.size(); i++) {
            meters.get(i).fallSilent(true);
            if (isToRefuse(i)) {
                servers.get(i).close();
            }
        }
    }

    private void revive() throws IOException {
        for (int i = 0; i < servers.size(); i++) {
            meters.get(i).fallSilent(false);
            if (isToRefuse(i)) {
                servers.set(i, new Rfc2217Server(servers.get(i).port(), meters.get(i), WireSettings.DEFAULT));
            }
        }
    }

    /**
     * Tells whether a port is one of those that are not there while they are dead; the others accept and stay silent.
     */
    static boolean isToRefuse(int index) {
        return index % 2 == 1;
    }
}
