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
package org.openhab.binding.kamstrup.internal.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.line.Backoff;
import org.openhab.binding.kamstrup.internal.line.ControlLineState;
import org.openhab.binding.kamstrup.internal.line.FakeClock;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineEvents;
import org.openhab.binding.kamstrup.internal.line.LinePort;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.OpenResult;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.line.VirtualScheduler;
import org.openhab.binding.kamstrup.internal.meter.LoggerHistory;
import org.openhab.binding.kamstrup.internal.meter.MeterFamily;
import org.openhab.binding.kamstrup.internal.meter.MeterLogger;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.MeterUpdate;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.PowerSupply;
import org.openhab.binding.kamstrup.internal.meter.ReadingProcessor;
import org.openhab.binding.kamstrup.internal.simulator.Faults;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedTextMeter;
import org.openhab.binding.kamstrup.internal.simulator.TextImage;
import org.openhab.binding.kamstrup.internal.simulator.WirePort;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.binding.kamstrup.internal.text.SevenBit;
import org.openhab.binding.kamstrup.internal.text.TextRequest;

/**
 * Polls simulated meters from before KMP, on a clock that needs no time.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TextPollingTest implements MeterPoller.Listener {

    private static final Duration NEVER = Duration.ofDays(366);
    private static final Duration FIRST_CONTACT = Duration.ofMinutes(3);
    private static final String READING = "0507109 1296626 0032673 0006811 0003366 0003445 0000031 0000079 0000093 0000000 \r";
    private static final String CONFIGURATION = "00000060017 0000000 0000000 0000000 0000000 0000000 0000000 0044119 "
            + "1200000 0171028 \r";

    /** What was sent, when and at which speed. */
    private record Sent(Instant at, ByteString bytes, int baudRate) {
        String text() {
            return Arrays.stream(TextRequest.values()).filter(request -> request.toWire(true).equals(bytes))
                    .map(TextRequest::name).findFirst()
                    .orElseGet(() -> baudRate == 1200 ? "KMP" : "KMP at " + baudRate);
        }
    }

    private final FakeClock clock = new FakeClock();
    private final VirtualScheduler time = new VirtualScheduler(clock);
    private final SimulatedTextMeter meter = new SimulatedTextMeter(TextImage.named("multical-66c"));
    private final WireSettings wire = WireSettings.DEFAULT.withResponseTime(Duration.ofSeconds(1));
    private final List<Sent> sent = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final List<MeterUpdate> updates = new ArrayList<>();
    private int openings;
    private final Line line = new Line(time,
            new LineSettings("port", 1200, 2, ControlLineState.AS_DRIVER_SETS, ControlLineState.AS_DRIVER_SETS, true),
            settings -> {
                openings++;
                return new OpenResult.Opened(new MeterPort());
            }, clock, new LineEvents(), Backoff.of(Duration.ofSeconds(5), Duration.ofMinutes(1)));
    private Set<Map<Integer, PollClass>> demand = Set.of(Map.of(60, PollClass.COUNTER), Map.of(86, PollClass.LIVE));
    private Optional<MeterState> state = Optional.empty();
    private WirePort port = new WirePort(meter, wire, true, clock);
    private boolean isSpeedFixed;
    private boolean tellsWhenLost = true;

    /** A port whose other end can be changed. */
    private final class MeterPort implements LinePort {

        private int baudRate = 1200;

        @Override
        public void write(byte[] bytes) throws IOException {
            sent.add(new Sent(clock.instant(), ByteString.copyOf(bytes), baudRate));
            port.write(bytes);
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            return port.read(buffer);
        }

        @Override
        public boolean setSpeed(int baudRate, int stopBits) throws IOException {
            this.baudRate = isSpeedFixed ? this.baudRate : baudRate;
            return !isSpeedFixed && port.setSpeed(baudRate, stopBits);
        }

        @Override
        public boolean tellsWhenLost() {
            return tellsWhenLost;
        }

        @Override
        public void close() {
            // another one is opened
        }
    }

    @Override
    public void updated(MeterPoller source, MeterUpdate update) {
        state = Optional.of(update.state());
        updates.add(update);
        if (update.isComplete()) {
            events.add("read");
        }
    }

    @Override
    public void failed(MeterPoller source, RequestResult.Failed failure, boolean isOffline) {
        events.add(failure.finding().id() + (isOffline ? ", offline" : ""));
    }

    private MeterPoller start() throws IOException {
        // at another speed neither side understands the other
        port.setSpeed(1200, 2);
        line.start();
        MeterPoller poller = new MeterPoller(line, new PollSettings(0x3F, PowerSupply.BATTERY.intervals(), NEVER),
                new ReadingProcessor(Optional.empty(), Optional.empty(), ZoneOffset.UTC, Instant.EPOCH), state, this);
        poller.want(new RegisterDemand(demand, false));
        poller.start();
        return poller;
    }

    private void identify() throws IOException {
        start();
        time.pass(FIRST_CONTACT);
        assertEquals(List.of("read"), events);
        sent.clear();
        updates.clear();
        events.clear();
    }

    private List<String> requests() {
        return sent.stream().map(Sent::text).toList();
    }

    private MeterProfile profile() {
        return state.orElseThrow().profile();
    }

    private static String values(Map<Integer, RegisterValue> values) {
        return new TreeMap<>(values).values().stream().map(value -> value.id() + "=" + value.number().toPlainString()
                + " " + value.unit().map(Unit::symbol).orElse("?")).collect(Collectors.joining(", "));
    }

    private String value(int id) {
        return updates.stream().flatMap(update -> update.accepted().find(id).stream())
                .map(value -> value.number().toPlainString()).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            multical-66c | MULTICAL_66 | 44119 | 60017 | 60=507.109 MWh, 63=0.000 MWh, 68=12966.26 m³, 69=0.00 m³, \
            72=12868.74 ton, 73=0.00 ton, 74=79 l/h, 80=3.1 kW, 86=68.11 °C, 87=33.66 °C, 89=34.45 K, 97=966037 m³×°C, \
            99=0 number, 110=526447 m³×°C, 128=9.3 kW, 1004=32673 h
            multical-41 | MULTICAL_41 | 0 | 12345 | 68=123.456 m³, 1004=4711 h
            """)
    void findsMeterAtFirstContact(String image, MeterFamily family, int code, long customerNumber, String values)
            throws IOException {
        meter.become(TextImage.named(image));
        demand = Set.of(Map.of(68, PollClass.COUNTER));
        start();
        time.pass(FIRST_CONTACT);
        assertEquals(values, values(profile().registers()));
        assertEquals(Optional.of(family), profile().family());
        assertEquals(List.of(code, customerNumber), List.of(profile().type(), profile().serialNumber()));
        assertEquals("read", events.get(events.size() - 1));
        assertEquals("KMP", requests().get(0), "most meters speak KMP");
        assertEquals(value(68), values(profile().registers()).replaceAll(".*68=([0-9.]+).*", "$1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            multical-66d | MULTICAL_66  | 3652.8 GJ
            multical-401 | MULTICAL_401 | 142.36 GJ
            """)
    void findsUnitsAndDecimals(String image, MeterFamily family, String energy) throws IOException {
        meter.become(TextImage.named(image));
        identify();
        RegisterValue value = profile().registers().get(60);
        assertEquals(energy,
                value == null ? "" : value.number().toPlainString() + " " + value.unit().orElseThrow().symbol());
        assertEquals(Optional.of(family), profile().family());
        assertTrue(profile().has(74) && profile().has(80) && profile().has(86));
        assertEquals(family == MeterFamily.MULTICAL_66, profile().has(97));
    }

    @Test
    void takesHalfMinuteForFirstContact() throws IOException {
        start();
        Instant begin = clock.instant();
        time.pass(FIRST_CONTACT);
        assertEquals(List.of("KMP", "KMP", "KMP", "KMP at 9600", "CONFIGURATION", "IDENTIFICATION", "READING",
                "COUNTERS", "READING"), requests());
        long seconds = Duration.between(begin, sent.get(sent.size() - 1).at()).toSeconds();
        assertTrue(seconds >= 28 && seconds <= 34, () -> seconds + " s");
    }

    @Test
    void remembersProtocol() throws IOException {
        identify();
        Instant begin = clock.instant();
        start();
        time.pass(Duration.ofMinutes(1));
        assertEquals(List.of("CONFIGURATION", "READING"), requests());
        assertEquals(5, Duration.between(begin, sent.get(1).at()).toSeconds());
        assertEquals("507.109", value(60));
    }

    @Test
    void findsMeterAfterItWasSilent() throws IOException {
        WirePort nothing = new WirePort(new SimulatedTextMeter(TextImage.named("multical-66c")
                .with(TextRequest.CONFIGURATION, "").with(TextRequest.IDENTIFICATION, "")), wire, true, clock);
        port = nothing;
        start();
        time.pass(Duration.ofMinutes(10));
        assertEquals(Set.of("silent, offline"), new HashSet<>(events));
        assertEquals(Set.of("KMP", "KMP at 9600", "CONFIGURATION", "IDENTIFICATION"), new HashSet<>(requests()));
        port = new WirePort(meter, wire, true, clock);
        time.pass(FIRST_CONTACT);
        assertEquals("read", events.get(events.size() - 1));
    }

    @Test
    void keepsMeterThatIsSilentForWhile() throws IOException {
        identify();
        TextImage image = meter.image();
        meter.become(image.with(TextRequest.READING, ""));
        time.pass(Duration.ofHours(2));
        assertTrue(events.contains("silent, offline"), events::toString);
        events.clear();
        meter.become(image);
        time.pass(FIRST_CONTACT);
        assertEquals("read", events.get(events.size() - 1));
        assertEquals(60017, profile().serialNumber());
    }

    @Test
    void findsKmpMeterInPlaceOfOldOne() throws IOException {
        identify();
        port = new WirePort(new SimulatedMeter(RegisterImage.named("multical-403")), wire, clock);
        time.pass(Duration.ofHours(1));
        assertFalse(profile().isText());
        assertEquals("read", events.get(events.size() - 1));
    }

    /** What answers in the text protocol does not tell the speed of KMP. */
    @Test
    void findsElectricityMeterInPlaceOfOldOne() throws IOException {
        identify();
        port = new WirePort(new SimulatedMeter(RegisterImage.named("382j")),
                new WireSettings(9600, Duration.ofMillis(30), false, List.of()), clock);
        port.setSpeed(1200, 2);
        time.pass(Duration.ofHours(1));
        assertEquals(Optional.of(MeterFamily.ELECTRICITY), profile().family());
    }

    @Test
    void asksKnownKmpMeterForNothingElse() throws IOException {
        port = new WirePort(new SimulatedMeter(RegisterImage.named("multical-403")), wire, clock);
        start();
        time.pass(FIRST_CONTACT);
        port = new WirePort(new SimulatedTextMeter(TextImage.named("multical-66c")), wire, true, clock);
        port.setSpeed(1200, 2);
        time.pass(Duration.ofHours(2));
        assertEquals(Set.of("KMP"), new HashSet<>(requests()));
    }

    @Test
    void readsAsOftenAsBatteryAllows() throws IOException {
        identify();
        time.pass(Duration.ofDays(10));
        long readings = requests().stream().filter("READING"::equals).count();
        assertTrue(Math.abs(readings - 960) <= 2, () -> readings + " readings in ten days");
        long others = requests().size() - readings;
        assertTrue(Math.abs(others - 10) <= 1, () -> others + " checks of the customer number");
    }

    @Test
    void readsCountersForMeansOnly() throws IOException {
        demand = Set.of(Map.of(86, PollClass.LIVE), Map.of(97, PollClass.COUNTER, 110, PollClass.COUNTER));
        identify();
        time.pass(Duration.ofHours(24));
        Map<String, Long> counts = requests().stream()
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        assertTrue(Math.abs(counts.getOrDefault("COUNTERS", 0L) - 24) <= 1, counts::toString);
        assertTrue(Math.abs(counts.getOrDefault("READING", 0L) - 96) <= 1, counts::toString);
    }

    @Test
    void readsAtOnceWhatIsAskedFor() throws IOException {
        MeterPoller poller = start();
        time.pass(FIRST_CONTACT);
        sent.clear();
        updates.clear();
        poller.readNow(Set.of(80, 4711));
        time.pass(Duration.ofSeconds(10));
        assertEquals(List.of("READING"), requests());
        assertTrue(updates.get(0).hasAll(Set.of(80, 4711)), "the meter has no such register");
    }

    @Test
    void waitsFiveSecondsBeforeEachRequest() throws IOException {
        demand = Set.of(Map.of(97, PollClass.LIVE));
        start();
        time.pass(Duration.ofHours(5));
        List<Instant> texts = sent.stream().filter(one -> !one.text().startsWith("KMP")).map(Sent::at).toList();
        for (int i = 1; i < texts.size(); i++) {
            assertTrue(Duration.between(texts.get(i - 1), texts.get(i)).compareTo(Duration.ofSeconds(5)) >= 0);
        }
    }

    /** A wrong digit that leaves temperatures, flow and power as they are. */
    @Test
    void readsCounterThatFellAgain() throws IOException {
        identify();
        TextImage image = meter.image();
        meter.become(image.with(TextRequest.READING, READING.replace("0507109", "0107109")));
        port = new WirePort(meter, wire, true, clock) {
            @Override
            public void write(byte[] bytes) throws IOException {
                if (requests().contains("READING") && requests().contains("CONFIGURATION")) {
                    meter.become(image);
                }
                super.write(bytes);
            }
        };
        time.pass(Duration.ofMinutes(16));
        assertEquals(List.of("READING", "CONFIGURATION", "READING"), requests());
        assertEquals("507.109", value(60), "the wrong value is never shown");
        assertEquals(1, state.orElseThrow().rejectedValues());
    }

    @Test
    void confirmsCounterThatFell() throws IOException {
        identify();
        meter.become(meter.image().with(TextRequest.READING, READING.replace("0507109", "0000012")));
        time.pass(Duration.ofMinutes(20));
        assertEquals("0.012", value(60));
    }

    @Test
    void noticesOtherMeter() throws IOException {
        identify();
        meter.become(meter.image().with(TextRequest.READING, READING.replace("0507109", "0000012"))
                .with(TextRequest.CONFIGURATION, CONFIGURATION.replace("60017", "60018"))
                .with(TextRequest.IDENTIFICATION, "").with(TextRequest.COUNTERS, ""));
        time.pass(Duration.ofMinutes(30));
        assertEquals(60018, profile().serialNumber());
        assertTrue(updates.stream().filter(update -> update.accepted().find(60).isPresent())
                .allMatch(update -> update.state().profile().serialNumber() == 60018));
        assertEquals("0.012", value(60).split(" ")[0]);
    }

    @Test
    void noticesOtherMeterWithHigherCountersWithinDay() throws IOException {
        identify();
        meter.become(meter.image().with(TextRequest.CONFIGURATION, CONFIGURATION.replace("60017", "60018")));
        time.pass(Duration.ofHours(25));
        assertEquals(60018, profile().serialNumber());
    }

    /** The same digits are ten times as much. */
    @Test
    void noticesOtherDecimals() throws IOException {
        identify();
        meter.become(meter.image().with(TextRequest.CONFIGURATION, CONFIGURATION.replace("44119", "44104"))
                .with(TextRequest.IDENTIFICATION, "")
                .with(TextRequest.READING, READING.replace("0507109", "0050712").replace("1296626", "0129663")));
        time.pass(Duration.ofMinutes(30));
        assertEquals(44104, profile().type());
        assertEquals("507.12", value(60).split(" ")[0]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            an unknown code and a data block       | 0044999 | 6.8(00507.109*MWh)\\r\\n6.26(12966.26*m3) | 60=507.109 MWh, 68=12966.26 m³
            an unknown code and no data block      | 0044999 |                                        |
            a code that no meter has               | 0014119 |                                        |
            a code in agreement with the block     | 0044119 | 6.8(00507.109*MWh)                     | 60=507.109 MWh, 68=12966.26 m³
            a block that was read a little later   | 0044119 | 6.8(00507.118*MWh)                     | 60=507.109 MWh, 68=12966.26 m³
            a block in another unit than the code  | 0042119 | 6.8(00507.109*MWh)                     | 60=507.109 MWh, 68=12966.26 m³
            a block with other decimals            | 0044104 | 6.8(00507.109*MWh)\\r\\n6.26(12966.26*m3) | 60=507.109 MWh, 68=12966.26 m³
            a block that contradicts the line      | 0044104 | 6.8(00093.000*MWh)                     |
            """)
    void takesOnlyScalesThatAreCertain(String name, String code, @Nullable String block, @Nullable String values)
            throws IOException {
        String sets = block == null ? "" : block.replace("\\r\\n", "\r\n") + "!\r\n\u0003";
        ByteString summed = SevenBit.encode(sets, false);
        int bcc = 0;
        for (int i = 0; i < summed.size(); i++) {
            bcc += summed.at(i);
        }
        meter.become(meter.image().with(TextRequest.CONFIGURATION, CONFIGURATION.replace("0044119", code)).with(
                TextRequest.IDENTIFICATION, sets.isEmpty() ? "" : "/KAM MC\r\n\u0002" + sets + (char) (bcc & 0x7F)));
        identify();
        Map<Integer, RegisterValue> scaled = new TreeMap<>(profile().registers());
        scaled.keySet().retainAll(Set.of(60, 68));
        assertEquals(values == null ? "" : values, values(scaled));
        assertTrue(profile().has(86));
    }

    /** Each first answer to a request that tells the customer number, and the status that it gives. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nothing          |                                                                        | silent
            noise            | x#y                                                                    | noise
            half a line      | 00000060017 0000000 0000000 0000                                       | cut-short
            memory           | 00000060017 000:<=> 0000000 00?0000 ~                                  | damaged
            another answer   | 0006812 0021875 0003376 0000000 0000000 0000079 0000000 0000031 ~      | other-answer
            """)
    void showsWhatIsWrong(String name, @Nullable String answer, String status) throws IOException {
        String text = answer == null ? "" : answer.replace('~', '\r');
        meter.become(meter.image().with(TextRequest.CONFIGURATION, text).with(TextRequest.IDENTIFICATION, text));
        start();
        time.pass(Duration.ofSeconds(20));
        assertEquals(List.of(status + ", offline"), events);
    }

    /** What a known meter answers, the status that it gives, and which meter is known then. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nothing                       | READING       |                                                                        | silent, offline       | 60017 44119
            noise                         | READING       | x#y                                                                    | noise, offline        | 60017 44119
            half a line                   | READING       | 0507109 1296626 0032673 0006                                           | cut-short, offline    | 60017 44119
            memory                        | READING       | 1747968 788:;<= 00>?013 0000000 0000000 0000000 0000000 0000000 ~      | damaged, offline      | 60017 44119
            another answer                | READING       | 0006812 0021875 0003376 0000000 0000000 0000079 0000000 0000031 ~      | other-answer, offline | 60017 44119
            a difference that is wrong    | READING       | 0507109 1296626 0032673 0006811 0003366 0003444 0000031 0000079 0000093 0000000 ~ | damaged, offline | 60017 44119
            a power that is wrong         | READING       | 0507109 1296626 0032673 0006811 0003366 0003445 0000091 0000079 0000093 0000000 ~ | damaged, offline | 60017 44119
            another customer number       | CONFIGURATION | 00000060018 0000000 0000000 0000000 0000000 0000000 0000000 0044119 1200000 0171028 ~ | read    | 60018 44119
            another CCC                   | CONFIGURATION | 00000060017 0000000 0000000 0000000 0000000 0000000 0000000 0044104 1200000 0171028 ~ | read    | 60017 44104
            """)
    void showsWhatIsWrongWithKnownMeter(String name, TextRequest request, @Nullable String answer, String status,
            String known) throws IOException {
        identify();
        meter.become(meter.image().with(request, answer == null ? "" : answer.replace('~', '\r')));
        time.pass(request == TextRequest.READING ? Duration.ofMinutes(20) : Duration.ofHours(25));
        assertEquals(status, events.get(events.size() - 1));
        assertEquals(known, profile().serialNumber() + " " + profile().type());
    }

    @Test
    void findsOldMeterInPlaceOfKmpMeterWhenProbedAgain() throws IOException {
        port = new WirePort(new SimulatedMeter(RegisterImage.named("multical-403")), wire, clock);
        MeterPoller poller = start();
        time.pass(FIRST_CONTACT);
        assertFalse(profile().isText());
        port = new WirePort(meter, wire, true, clock);
        port.setSpeed(1200, 2);
        poller.probeAgain();
        time.pass(FIRST_CONTACT);
        assertEquals(60017, profile().serialNumber());
        assertEquals("read", events.get(events.size() - 1));
    }

    /** Light that the head takes for characters at any speed. */
    @Test
    void keepsFindingOfKmpIfTextSaysNothingElse() throws IOException {
        Queue<Integer> light = new ArrayDeque<>();
        port = new WirePort(meter, wire, true, clock) {
            @Override
            public void write(byte[] bytes) {
                light.addAll(List.of(0x01, 0x02, 0x70));
            }

            @Override
            public int read(byte[] buffer) {
                int count = 0;
                for (Integer next = light.poll(); next != null; next = light.poll()) {
                    buffer[count] = next.byteValue();
                    count++;
                }
                return count;
            }
        };
        start();
        time.pass(Duration.ofSeconds(20));
        assertEquals(List.of("noise, offline"), events);
        assertTrue(requests().contains("CONFIGURATION"));
    }

    /** A frame of KMP, damaged or not, is from no meter with the text protocol. */
    @Test
    void asksNothingElseAfterFrameOfKmp() throws IOException {
        port = new WirePort(new SimulatedMeter(RegisterImage.named("multical-403")),
                wire.with(Faults.named("cut-short")), clock);
        start();
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            time.pass(Duration.ofSeconds(30));
            line.schedule(() -> findings.add(line.state().finding()), Duration.ZERO);
        }
        time.pass(Duration.ZERO);
        assertEquals(Set.of("cut-short, offline"), new HashSet<>(events));
        assertEquals(Set.of(Finding.CUT_SHORT), new HashSet<>(findings));
        assertEquals(Set.of("KMP"), new HashSet<>(requests()));
    }

    /** A dead network port is opened anew after three requests without a byte; trials do not count. */
    @Test
    void opensPortAnewAfterSilenceInKmpOnly() throws IOException {
        tellsWhenLost = false;
        meter.become(meter.image().with(TextRequest.CONFIGURATION, "").with(TextRequest.IDENTIFICATION, ""));
        start();
        time.pass(Duration.ofMinutes(20));
        long rounds = requests().stream().filter("KMP"::equals).count() / 3;
        assertTrue(rounds > 6, () -> rounds + " rounds");
        assertEquals(1 + rounds / 3, openings);
    }

    @Test
    void tellsThatPortCannotChangeItsSpeed() throws IOException {
        isSpeedFixed = true;
        start();
        time.pass(Duration.ofMinutes(5));
        assertEquals(Set.of("speed-fixed, offline"), new HashSet<>(events));
        assertEquals(Set.of("KMP"), new HashSet<>(requests()), "nothing is sent at a wrong speed");
    }

    @Test
    void namesElectricityMeterOfIec62056() throws IOException {
        meter.become(TextImage.named("multical-41").with(TextRequest.DATA,
                "\u00020.0(00054042)\r\n1.20(0000053*kWh)!\r\n\u0003\u007e"));
        start();
        time.pass(FIRST_CONTACT);
        assertEquals("silent, offline", events.remove(0), "it does not know the first request of a heat meter");
        assertEquals(Set.of("electricity-meter, offline"), new HashSet<>(events));
        assertEquals(Optional.empty(), state);
    }

    @Test
    void readsForSomebodyWhoWaits() throws IOException {
        identify();
        List<RequestResult> results = new ArrayList<>();
        GetRegisters request = new GetRegisters(0x3F, List.of(60, 110, 4711));
        line.schedule(() -> results.add(TextMeter.ask(profile(), request, line)), Duration.ZERO);
        time.pass(Duration.ofSeconds(30));
        assertEquals(List.of("READING", "COUNTERS"), requests());
        RequestResult.Answered answered = assertInstanceOf(RequestResult.Answered.class, results.get(0));
        RegisterValues values = assertInstanceOf(RegisterValues.class, answered.response());
        assertEquals(List.of("60=507.109", "110=526447"),
                values.values().stream().map(value -> value.id() + "=" + value.number().toPlainString()).toList());
        meter.become(meter.image().with(TextRequest.COUNTERS, ""));
        line.schedule(() -> results.add(TextMeter.ask(profile(), request, line)), Duration.ZERO);
        time.pass(Duration.ofMinutes(1));
        assertEquals(new RequestResult.Failed(Finding.SILENT, ""), results.get(1));
    }

    private MeterHistory readMonths() throws IOException {
        clock.pause(Duration.between(clock.instant(), Instant.parse("2017-10-28T18:00:00Z")).toNanos());
        MeterHistory history = new MeterHistory(0x3F, ZoneOffset.UTC, Optional.empty(), loggers -> {
            // the rows are looked at in the end
        });
        history.want(new HistoryDemand(Map.of(MeterLogger.DAY, new HistoryDemand.Rows(10, List.of(60)),
                MeterLogger.MONTH, new HistoryDemand.Rows(HistoryDemand.ALL, List.of(60, 68, 97)))));
        start().readHistory(history);
        time.pass(FIRST_CONTACT);
        return history;
    }

    private List<String> rows(MeterHistory history) {
        return history.rows(MeterLogger.MONTH, clock.instant()).stream()
                .map(row -> row.at() + " " + values(row.values())).toList();
    }

    private long monthRequests() {
        return requests().stream().filter("MONTHS"::equals).count();
    }

    @Test
    void readsMonthsOnceMonth() throws IOException {
        MeterHistory history = readMonths();
        List<String> rows = rows(history);
        assertEquals(22, rows.size());
        assertEquals("2016-01-01T00:00 60=460.700 MWh, 68=11689.09 m³, 1003=160101 yy:mm:dd", rows.get(0));
        assertEquals("2017-10-01T00:00 60=505.084 MWh, 68=12914.87 m³, 1003=171001 yy:mm:dd", rows.get(21));
        MeterHistory.Progress progress = history.progress(MeterLogger.MONTH);
        assertEquals(progress.wanted(), progress.read());
        time.pass(Duration.ofDays(3));
        assertEquals(1, monthRequests(), "the next month ends with October");
        String months = Optional.ofNullable(meter.image().answers().get(TextRequest.MONTHS)).orElseThrow();
        meter.become(meter.image().with(TextRequest.MONTHS,
                "00000060017 0171031 0507209 1297041 0000000 0000000 0000000 0000000 0000069 \r" + months.substring(
                        "00000060017 ".length(),
                        months.lastIndexOf("0000000 0000000 0000000 0000000 0000000 0000000 0000000 0000000"))));
        time.pass(Duration.ofDays(2));
        assertEquals(2, monthRequests());
        assertEquals(23, rows(history).size());
        assertTrue(rows(history).get(22).startsWith("2017-11-01T00:00 60=507.209 MWh"));
        assertTrue(history.isRead(MeterLogger.MONTH, clock.instant()));
        assertEquals(LoggerHistory.Status.ABSENT, history.loggers().orElseThrow().of(MeterLogger.DAY).status());
        assertFalse(requests().subList(3, requests().size()).contains("KMP"), requests()::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            energy that falls with time       | 0504130 | 0505130
            volume that falls with time       | 1288590 | 1388590
            dates that do not fall            | 0170831 | 0171031
            two lines of a month              | 0170831 | 0170901
            a line of memory                  | 0504130 | 050:130
            half a line                       | 0504130 | 0504
            """)
    void takesNoMonthOfAnswerWithWrongLine(String name, String right, String wrong) throws IOException {
        String months = Optional.ofNullable(meter.image().answers().get(TextRequest.MONTHS)).orElseThrow();
        meter.become(meter.image().with(TextRequest.MONTHS, months.replace(right, wrong)));
        MeterHistory history = readMonths();
        assertEquals(List.of(), rows(history));
        assertTrue(monthRequests() >= 1);
        long before = monthRequests();
        time.pass(Duration.ofHours(20));
        assertEquals(before, monthRequests(), "not before the next day");
        meter.become(meter.image().with(TextRequest.MONTHS, months));
        time.pass(Duration.ofHours(10));
        assertEquals(22, rows(history).size());
    }

    @Test
    void asksNothingAfterStop() throws IOException {
        MeterPoller poller = start();
        time.pass(Duration.ofSeconds(1));
        poller.stop();
        int before = sent.size();
        time.pass(Duration.ofHours(1));
        assertEquals(before, sent.size());
    }
}
