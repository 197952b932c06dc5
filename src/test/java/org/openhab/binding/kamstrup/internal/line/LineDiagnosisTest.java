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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.line.LineDiagnosis.Kind;
import org.openhab.binding.kamstrup.internal.line.LineDiagnosis.Step;
import org.openhab.binding.kamstrup.internal.line.ScriptedPort.Arrival;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedTextMeter;
import org.openhab.binding.kamstrup.internal.simulator.TextImage;
import org.openhab.binding.kamstrup.internal.simulator.WirePort;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.binding.kamstrup.internal.text.TextRequest;

/**
 * Tests {@link LineDiagnosis}. The port answers by the settings with which it is opened.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class LineDiagnosisTest {

    private static final LineSettings AS_SET = new LineSettings("port", 1200, 2);
    private static final Arrival TYPE = new Arrival(300, "40 3F 01 00 04 1B F9 01 26 99 0D");
    private static final Arrival ECHO = new Arrival(5, "80 3F 01 05 8A 0D");

    private final FakeClock clock = new FakeClock();
    private final List<String> results = new ArrayList<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<ScriptedPort> opened = new ArrayList<>();
    /** What comes after each request, by baud rate and stop bits. */
    private final Map<String, List<Arrival>> answers = new TreeMap<>();
    private int answersBeforeWaking;
    private boolean hasFixedSettings;
    private Optional<Finding> portFinding = Optional.empty();
    private Predicate<LineSettings> impossible = settings -> false;
    /** What DTR has to be for the head to live. */
    private Optional<ControlLineState> feedsOn = Optional.empty();

    private OpenResult open(LineSettings settings) {
        if (portFinding.isPresent()) {
            return new OpenResult.NotOpened(portFinding.get(), "evidence");
        }
        if (impossible.test(settings)) {
            return new OpenResult.NotOpened(Finding.PORT_SETTINGS, "no such speed");
        }
        ScriptedPort port = new ScriptedPort(clock);
        port.hasFixedSettings = hasFixedSettings;
        boolean alive = feedsOn.filter(state -> state != settings.dtr()).isEmpty();
        List<Arrival> script = !alive ? List.of()
                : answers.getOrDefault(settings.baudRate() + "/" + settings.stopBits(), List.of());
        for (int request = 0; request < 20; request++) {
            port.then(request < answersBeforeWaking ? new Arrival[0] : script.toArray(Arrival[]::new));
        }
        opened.add(port);
        return new OpenResult.Opened(port);
    }

    private LineDiagnosis.Result diagnose() {
        LineDiagnosis.Result diagnosis = new LineDiagnosis(this::open, AS_SET, clock, 0x3F, exchanges::add).run(
                step -> true,
                result -> results.add(result.step().kind().id() + " " + result.step().settings().baudRate() + "/"
                        + result.step().settings().stopBits() + " " + result.finding().id()));
        assertTrue(opened.stream().allMatch(port -> port.closed), "a port is left open");
        return diagnosis;
    }

    @Test
    void endsAfterTheFirstStepIfTheMeterAnswers() {
        answers.put("1200/2", List.of(TYPE));
        LineDiagnosis.Result diagnosis = diagnose();
        assertEquals(Finding.GOOD, diagnosis.finding());
        assertEquals(Optional.of(new Step(Kind.AS_SET, AS_SET)), diagnosis.worked());
        assertEquals(List.of("as-set 1200/2 good"), results);
    }

    @Test
    void repeatsTheRequestUntilASleepingMeterWakes() {
        answers.put("1200/2", List.of(ECHO, TYPE));
        answersBeforeWaking = 5;
        LineDiagnosis.Result diagnosis = diagnose();
        assertEquals(Optional.of(Kind.WAKE_UP), diagnosis.worked().map(Step::kind));
        assertEquals(List.of("as-set 1200/2 silent", "wake-up 1200/2 good"), results);
    }

    @Test
    void findsAnotherSpeed() {
        answers.put("1200/2", List.of(ECHO));
        answers.put("2400/1", List.of(TYPE));
        LineDiagnosis.Result diagnosis = diagnose();
        assertEquals(Optional.of(new LineSettings("port", 2400, 1)), diagnosis.worked().map(Step::settings));
    }

    @Test
    void findsTheSpeedOfElectricityMeters() {
        answers.put("1200/2", List.of(ECHO));
        answers.put("9600/1", List.of(TYPE));
        assertEquals(Optional.of(new LineSettings("port", 9600, 1)), diagnose().worked().map(Step::settings));
    }

    @Test
    void triesNoOtherSettingsOfAPortThatHasThemFixed() {
        hasFixedSettings = true;
        assertEquals(Finding.SILENT, diagnose().finding());
        assertEquals(List.of("as-set 1200/2 silent", "wake-up 1200/2 silent"), results);
    }

    @Test
    void findsTheControlLineThatPowersTheHead() {
        answers.put("1200/2", List.of(TYPE));
        feedsOn = Optional.of(ControlLineState.OFF);
        LineDiagnosis.Result diagnosis = diagnose();
        assertEquals(Optional.of(Kind.CONTROL_LINES), diagnosis.worked().map(Step::kind));
        assertEquals(Optional.of(ControlLineState.OFF), diagnosis.worked().map(step -> step.settings().dtr()));
    }

    @Test
    void otherSettingsDoNotReplaceTheFindingOfTheConfiguredOnes() {
        answers.put("1200/2", List.of(ECHO));
        answers.put("1200/1", List.of(ECHO));
        answers.put("2400/2", List.of(new Arrival(5, "12 34 00 E0")));
        LineDiagnosis.Result diagnosis = diagnose();
        assertEquals(Finding.ECHO_ONLY, diagnosis.finding());
        assertEquals(Optional.empty(), diagnosis.worked());
        assertEquals(List.of("as-set 1200/2 echo-only", "wake-up 1200/2 echo-only", "control-lines 1200/2 echo-only",
                "control-lines 1200/2 echo-only", "control-lines 1200/2 echo-only", "control-lines 1200/2 echo-only",
                "other-settings 1200/1 echo-only", "other-settings 2400/2 noise", "other-settings 2400/1 silent",
                "other-settings 9600/1 silent", "old-meter 300/2 silent"), results);
    }

    private Finding diagnoseTextMeter(TextImage image, WireSettings wire) {
        WirePort port = new WirePort(new SimulatedTextMeter(image), wire, true, clock);
        return new LineDiagnosis(settings -> {
            try {
                port.setSpeed(settings.baudRate(), settings.stopBits());
                return new OpenResult.Opened(port);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, AS_SET, clock, 0x3F, exchanges::add).run(step -> true, result -> results.add(result.step().kind().id()))
                .finding();
    }

    @ParameterizedTest
    @ValueSource(strings = { "multical-66c", "multical-401", "multical-41" })
    void findsMeterFromBeforeKmp(String image) {
        for (WireSettings wire : List.of(WireSettings.DEFAULT, WireSettings.DEFAULT.withEcho())) {
            assertEquals(Finding.GOOD, diagnoseTextMeter(TextImage.named(image), wire));
            assertEquals("old-meter", results.get(results.size() - 1));
        }
        // what was asked: /?!\r\n with even parity
        assertEquals("AF 3F 21 8D 0A", exchanges.get(exchanges.size() - 1).sent().toString());
    }

    @Test
    void findsMeterWithoutDataBlock() {
        TextImage image = TextImage.named("multical-66c");
        assertEquals(Finding.GOOD, diagnoseTextMeter(image.with(TextRequest.IDENTIFICATION, ""), WireSettings.DEFAULT));
        assertEquals("AF A3 B1", exchanges.get(exchanges.size() - 1).sent().toString());
    }

    @Test
    void findsAnElectricityMeterOfIec62056() {
        // /KAM 685-382\r\n
        answers.put("300/2", List.of(new Arrival(400, "AF 4B 41 4D A0 36 B8 35 2D 33 B8 B2 8D 0A")));
        assertEquals(Finding.ELECTRICITY_METER, diagnose().finding());
    }

    @Test
    void tellsElectricityMeterFromHeatMeter() {
        TextImage image = TextImage.named("multical-41").with(TextRequest.DATA,
                "\u00020.0(00054042)\r\n1.20(0000053*kWh)!\r\n\u0003\u007e");
        assertEquals(Finding.ELECTRICITY_METER, diagnoseTextMeter(image, WireSettings.DEFAULT));
    }

    @ParameterizedTest
    @ValueSource(ints = { 300, 2400 })
    void skipsASpeedThatThePortDoesNotSupport(int baudRate) {
        answers.put("1200/2", List.of(ECHO));
        impossible = settings -> settings.baudRate() == baudRate;
        assertEquals(Finding.ECHO_ONLY, diagnose().finding());
        assertTrue(results.stream().anyMatch(step -> step.endsWith(baudRate + "/2 port-settings")), results::toString);
    }

    @Test
    void reportsAPortThatIsLostInTheLastStep() {
        answers.put("1200/2", List.of(ECHO));
        // for old meters, and never for any other step
        impossible = settings -> {
            if (settings.baudRate() == 2400 && settings.stopBits() == 1) {
                portFinding = Optional.of(Finding.PORT_MISSING);
            }
            return false;
        };
        assertEquals(Finding.PORT_MISSING, diagnose().finding());
    }

    @Test
    void reportsAPortThatDoesNotOpen() {
        portFinding = Optional.of(Finding.PORT_BUSY);
        LineDiagnosis.Result diagnosis = diagnose();
        assertEquals(Finding.PORT_BUSY, diagnosis.finding());
        assertEquals("evidence", diagnosis.evidence());
        assertEquals(1, results.size());
    }

    @Test
    void endsWhenTheLineIsStopped() {
        clock.stop();
        assertEquals(Finding.NOTHING_ASKED, diagnose().finding());
        assertEquals(List.of(), results);
    }
}
