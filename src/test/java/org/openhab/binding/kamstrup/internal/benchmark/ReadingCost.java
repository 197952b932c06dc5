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
package org.openhab.binding.kamstrup.internal.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.binding.kamstrup.internal.text.TextRequest;

/**
 * What it costs to read everything of a meter: requests, bytes on the wire, and time at the line's speed.
 *
 * @param requests how many
 * @param bytes of requests and answers together
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record ReadingCost(int requests, int bytes) {

    private static final int ADDRESS = 0x3F;
    private static final double NANOS_PER_SECOND = 1e9;
    /** Start bit, seven data bits, parity bit, two stop bits. */
    private static final int TEXT_BITS = 11;
    /** A meter begins its answer one to two seconds after the request (Kamstrup 5511-634 §4). */
    private static final double TEXT_RESPONSE_SECONDS = 1;

    /** The figures of some models. */
    static List<String> lines() {
        return Stream.concat(kmpLines(), textLines()).toList();
    }

    /** Beside what it costs to ask for one register at a time. */
    private static Stream<String> kmpLines() {
        return List.of("multical-601", "multical-603").stream().flatMap(name -> {
            SimulatedMeter meter = new SimulatedMeter(RegisterImage.named(name));
            List<Integer> known = RegisterCatalogue.HEAT.registers().stream().map(Register::id).toList();
            List<Integer> has = known.stream().filter(meter.image().registers()::containsKey).toList();
            return List
                    .of(of(meter, GetRegisters.batches(ADDRESS, has)).line(name + ", its " + has.size() + " registers"),
                            of(meter, oneByOne(has)).line("  one at a time"),
                            of(meter, GetRegisters.batches(ADDRESS, known))
                                    .line("  all " + known.size() + " that are known"),
                            of(meter, oneByOne(known)).line("  one at a time"))
                    .stream();
        });
    }

    /** The figures of meters with the text protocol, whose requests begin five seconds after each other. */
    private static Stream<String> textLines() {
        return Stream.of(text("multical-66c, everyday values", TextRequest.READING),
                text("  and those for means", TextRequest.READING, TextRequest.COUNTERS),
                text("  31 months", TextRequest.MONTHS),
                text("multical-41", TextRequest.IDENTIFICATION, TextRequest.DATA));
    }

    private static String text(String name, TextRequest... requests) {
        int bytes = 0;
        double seconds = 0;
        for (TextRequest request : requests) {
            if (request != TextRequest.DATA && bytes > 0) {
                seconds = TextRequest.MIN_SECONDS_BETWEEN
                        + TEXT_BITS * request.text().length() * 1.0 / TextRequest.REQUEST_BAUD_RATE;
            }
            // the identification is the first part of this answer
            int answer = request == TextRequest.IDENTIFICATION ? "/KAM0MCC\r\n".length() : request.answerBytes();
            bytes += request.text().length() + answer;
            seconds += TEXT_BITS * request.text().length() * 1.0 / TextRequest.REQUEST_BAUD_RATE + TEXT_RESPONSE_SECONDS
                    + TEXT_BITS * answer * 1.0 / request.answerBaudRate();
        }
        return String.format(Locale.ROOT, "%-32s %4d requests %6d bytes %6.1f s", name, requests.length, bytes,
                seconds);
    }

    private static List<GetRegisters> oneByOne(List<Integer> ids) {
        return ids.stream().map(id -> new GetRegisters(ADDRESS, List.of(id))).toList();
    }

    private static ReadingCost of(SimulatedMeter meter, List<GetRegisters> requests) {
        int bytes = requests.stream().map(GetRegisters::toFrame).mapToInt(
                frame -> frame.toWire().size() + meter.answer(frame).map(answer -> answer.toWire().size()).orElse(0))
                .sum();
        return new ReadingCost(requests.size(), bytes);
    }

    private String line(String name) {
        WireSettings wire = WireSettings.DEFAULT;
        double seconds = (wire.nanos(bytes) + requests * wire.responseTime().toNanos()) / NANOS_PER_SECOND;
        return String.format(Locale.ROOT, "%-32s %4d requests %6d bytes %6.1f s", name, requests, bytes, seconds);
    }
}
