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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetType;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedTextMeter;
import org.openhab.binding.kamstrup.internal.simulator.TextImage;
import org.openhab.binding.kamstrup.internal.simulator.WirePort;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.binding.kamstrup.internal.text.TextRequest;

/**
 * Requests to simulated meters from before KMP, on a clock that needs no time.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TextRequestExecutorTest {

    private static final LineSettings SETTINGS = new LineSettings("port", 1200, 1);
    private static final WireSettings WIRE = WireSettings.DEFAULT.withResponseTime(Duration.ofSeconds(1));
    private static final String READING = "0507109 1296626 0032673 0006811 0003366 0003445 0000031 0000079 0000093 0000000 ";

    private final FakeClock clock = new FakeClock();
    private final List<Exchange> exchanges = new ArrayList<>();

    private WirePort port(String image, WireSettings wire) {
        return new WirePort(new SimulatedTextMeter(TextImage.named(image)), wire, true, clock);
    }

    private TextRequestExecutor executor(LinePort port) {
        return new TextRequestExecutor(port, SETTINGS, clock, exchanges::add);
    }

    private static RequestResult.TextAnswered answered(RequestResult result) {
        return assertInstanceOf(RequestResult.TextAnswered.class, result);
    }

    @ParameterizedTest
    @CsvSource({ "multical-66c, 39", "multical-66d, 39", "multical-401, 36" })
    void readsEveryLineWithAndWithoutEcho(String image, int lines) throws IOException {
        for (WireSettings wire : List.of(WIRE, WIRE.withEcho())) {
            TextRequestExecutor executor = executor(port(image, wire));
            int count = 0;
            for (TextRequest request : TextRequest.values()) {
                if (executor.askOnce(request)instanceof RequestResult.TextAnswered answered) {
                    count += answered.lines().size() + (answered.block().isPresent() ? 1 : 0);
                }
            }
            assertEquals(lines, count);
        }
    }

    @ParameterizedTest
    @CsvSource({ "multical-66c, 00000060017", "multical-401, 00004217735", "multical-41, 00000012345" })
    void readsDataBlockWithOrWithoutAcknowledgement(String image, String customerNumber) throws IOException {
        for (WireSettings wire : List.of(WIRE, WIRE.withEcho())) {
            assertEquals(Optional.of(customerNumber),
                    answered(executor(port(image, wire)).askOnce(TextRequest.IDENTIFICATION)).block().orElseThrow()
                            .customerNumber());
        }
        assertEquals(2, exchanges.size(), "one exchange for both requests");
    }

    @Test
    void takesTwoSecondsForReading() throws IOException {
        long begin = clock.nanos();
        answered(executor(port("multical-66c", WIRE)).askOnce(TextRequest.READING));
        long millis = Duration.ofNanos(clock.nanos() - begin).toMillis();
        // 110 ms of request, a second, 742 ms of answer
        assertTrue(millis >= 1852 && millis < 1862, () -> millis + " ms");
        assertEquals(3, exchanges.get(0).sent().size());
        assertEquals(81, exchanges.get(0).receivedBytes());
        assertTrue(exchanges.get(0).responseTime().orElseThrow().compareTo(Duration.ofSeconds(1)) > 0);
    }

    @Test
    void waitsFiveSecondsBetweenRequests() throws IOException {
        TextRequestExecutor executor = executor(port("multical-66c", WIRE));
        long begin = clock.nanos();
        for (int i = 0; i < 3; i++) {
            answered(executor.askOnce(TextRequest.READING));
        }
        long seconds = Duration.ofNanos(clock.nanos() - begin).toSeconds();
        assertEquals(2 * 5 + 2, seconds, "the meter ignores requests that come sooner");
    }

    @Test
    void givesPortItsSpeedBack() throws IOException {
        List<String> speeds = new ArrayList<>();
        LinePort port = new SpeedPort(port("multical-66c", WIRE), speeds, true);
        answered(executor(port).askOnce(TextRequest.READING));
        assertEquals(List.of("300-2", "1200-2", "1200-1"), speeds);
        speeds.clear();
        answered(executor(port("multical-41", WIRE)).askOnce(TextRequest.IDENTIFICATION));
        executor(new SpeedPort(port("multical-401", WIRE), speeds, true)).askOnce(TextRequest.IDENTIFICATION);
        assertEquals(List.of("300-2", "1200-1"), speeds, "two requests at one speed");
    }

    @Test
    void sendsNothingThroughPortThatCannotChangeSpeed() throws IOException {
        assertEquals(new RequestResult.Failed(Finding.SPEED_FIXED, ""),
                executor(new SpeedPort(port("multical-66c", WIRE), new ArrayList<>(), false))
                        .askOnce(TextRequest.READING));
    }

    @Test
    void stopsWithLine() throws IOException {
        clock.stop();
        assertEquals(new RequestResult.Stopped(), executor(port("multical-66c", WIRE)).askOnce(TextRequest.READING));
        assertEquals(List.of(), exchanges);
    }

    @Test
    void losesPort() {
        WirePort port = port("multical-66c", WIRE);
        port.pull();
        assertThrows(IOException.class, () -> executor(port).askOnce(TextRequest.READING));
    }

    /** A port keeps the speed of the line for KMP, and the meter from before KMP hears none of its frames. */
    @Test
    void meterIsSilentForKmpOnSamePort() throws IOException {
        WirePort port = port("multical-66c", WIRE);
        answered(executor(port).askOnce(TextRequest.READING));
        RequestResult result = new RequestExecutor(port, SETTINGS, clock, exchanges::add).askOnce(new GetType(0x3F));
        assertEquals(new RequestResult.Failed(Finding.SILENT, ""), result);
    }

    static Stream<Arguments> badInput() {
        return Stream.of(Arguments.of("no answer", "", "SILENT"), Arguments.of("noise", "\u0001\u0010", "NOISE"),
                Arguments.of("half a line", READING.substring(0, 40), "CUT_SHORT"),
                Arguments.of("end of a line", READING.substring(40) + "\r", "CUT_SHORT"),
                Arguments.of("a letter in a line", READING.replace("31", "3A") + "\r", "DAMAGED"),
                Arguments.of("memory", "0000000 :224384 0000000 \r", "DAMAGED"),
                Arguments.of("answer to another request",
                        "0006812 0021875 0003376 0000000 0000000 0000079 0000000 0000031 \r", "OTHER_ANSWER"),
                Arguments.of("a wrong digit in a temperature", READING.replace("6811", "6911") + "\r", "DAMAGED"),
                Arguments.of("a wrong digit in the flow", READING.replace("0000079", "0000779") + "\r", "DAMAGED"),
                Arguments.of("a data block", "\u00026.8()!\r\n\u0003\u0012", "DAMAGED"),
                Arguments.of("noise before the answer", "\u0001\u0010" + READING + "\r", ""),
                Arguments.of("memory before the answer", ":224384 \r" + READING + "\r", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badInput")
    void findsWhatIsWrong(String name, String answer, String finding) throws IOException {
        for (WireSettings wire : List.of(WIRE, WIRE.withEcho())) {
            SimulatedTextMeter meter = new SimulatedTextMeter(
                    TextImage.named("multical-66c").with(TextRequest.READING, answer));
            RequestResult result = executor(new WirePort(meter, wire, true, clock)).askOnce(TextRequest.READING);
            String expected = wire.echo() && "SILENT".equals(finding) ? "ECHO_ONLY" : finding;
            assertEquals(expected, result instanceof RequestResult.Failed failed ? failed.finding().name() : "");
        }
        assertEquals(2, exchanges.size());
    }

    /**
     * The block check of the second one is that of IEC 62056-21, another one than that of a heat meter; the third has
     * no energy.
     */
    @ParameterizedTest
    @CsvSource({ "'\u00020.0(00054042)~1.20(0000053*kWh)!~\u0003\u007e', ELECTRICITY_METER",
            "'\u00021.8.0(006753.0*kWh)!~\u0003\u007a', ELECTRICITY_METER",
            "'\u00020.0(00054043)!~\u0003\u002a', OLD_METER" })
    void tellsElectricityMeterByItsValues(String block, Finding finding) throws IOException {
        for (WireSettings wire : List.of(WIRE, WIRE.withEcho())) {
            SimulatedTextMeter meter = new SimulatedTextMeter(
                    TextImage.named("multical-41").with(TextRequest.DATA, block.replace("~", "\r\n")));
            RequestResult result = executor(new WirePort(meter, wire, true, clock)).askOnce(TextRequest.IDENTIFICATION);
            assertEquals(finding, assertInstanceOf(RequestResult.Failed.class, result).finding());
        }
    }

    @Test
    void repeatsRequestAfterFiveSeconds() throws IOException {
        SimulatedTextMeter meter = new SimulatedTextMeter(
                TextImage.named("multical-66c").with(TextRequest.READING, READING.replace("6811", "6911") + "\r"));
        List<Integer> attempts = new ArrayList<>();
        TextRequestExecutor executor = new TextRequestExecutor(new WirePort(meter, WIRE, true, clock), SETTINGS, clock,
                exchange -> {
                    attempts.add(exchange.attempt());
                    if (attempts.size() == 2) {
                        meter.become(TextImage.named("multical-66c"));
                    }
                });
        long begin = clock.nanos();
        answered(executor.ask(TextRequest.READING));
        assertEquals(List.of(1, 2, 3), attempts);
        assertEquals(2 * 5 + 2, Duration.ofNanos(clock.nanos() - begin).toSeconds());
        meter.become(meter.image().with(TextRequest.READING, ""));
        assertInstanceOf(RequestResult.Failed.class, executor.ask(TextRequest.READING));
        assertEquals(6, attempts.size());
    }

    @Test
    void endsWithMeterThatNeverEnds() throws IOException {
        SimulatedTextMeter meter = new SimulatedTextMeter(
                TextImage.named("multical-66c").with(TextRequest.READING, "0000000 ".repeat(10_000)));
        long begin = clock.nanos();
        assertInstanceOf(RequestResult.Failed.class,
                executor(new WirePort(meter, WIRE, true, clock)).askOnce(TextRequest.READING));
        assertTrue(clock.nanos() - begin < Duration.ofSeconds(10).toNanos());
    }

    @Test
    void endsMonthsThatBreakOff() throws IOException {
        SimulatedTextMeter meter = new SimulatedTextMeter(TextImage.named("multical-66c"));
        String months = meter.image().answers().get(TextRequest.MONTHS);
        meter.become(meter.image().with(TextRequest.MONTHS, months.substring(0, 500)));
        RequestResult result = executor(new WirePort(meter, WIRE, true, clock)).askOnce(TextRequest.MONTHS);
        assertEquals(Finding.CUT_SHORT, assertInstanceOf(RequestResult.Failed.class, result).finding());
    }

    /** A port that notes its speeds. */
    private record SpeedPort(LinePort port, List<String> speeds, boolean accepts) implements LinePort {

        @Override
        public void write(byte[] bytes) throws IOException {
            port.write(bytes);
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            return port.read(buffer);
        }

        @Override
        public boolean setSpeed(int baudRate, int stopBits) throws IOException {
            speeds.add(baudRate + "-" + stopBits);
            return accepts && port.setSpeed(baudRate, stopBits);
        }

        @Override
        public void close() {
            port.close();
        }
    }
}
