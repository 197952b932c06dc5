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

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetType;
import org.openhab.binding.kamstrup.internal.text.TextRequest;

/**
 * Tries the possible causes of a line without an answer, one step after the other, until the meter answers. It sends
 * only the request for the meter's type, and two requests for readings to meters from before KMP.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class LineDiagnosis {

    /** The known speeds of the optical eye of heat meters, the usual one first. */
    private static final List<Integer> BAUD_RATES = List.of(1200, 2400);
    private static final List<Integer> STOP_BITS = List.of(2, 1);
    private static final List<ControlLineState> LINE_STATES = List.of(ControlLineState.ON, ControlLineState.OFF);
    /** Long enough to read the text, to go to the meter and to press a key. */
    private static final Duration WAKE_UP_TIME = Duration.ofSeconds(30);
    /** A working meter looks like this if the port has other settings than the meter. */
    private static final Set<Finding> OF_WRONG_SETTINGS = EnumSet.of(Finding.ECHO_DAMAGED, Finding.NOISE,
            Finding.ECHO_ONLY, Finding.SILENT);

    /** The kinds of steps. */
    public enum Kind {
        /** The configured settings. */
        AS_SET,
        /** The configured settings again and again, while a user presses a key on the meter. */
        WAKE_UP,
        /** The control lines on or off: some heads take their power from them. */
        CONTROL_LINES,
        /** Another speed or other stop bits. */
        OTHER_SETTINGS,
        /** The protocol of meters from before KMP. */
        OLD_METER;

        /** @return its name in the keys of texts, lower-case-hyphen */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A step of the diagnosis.
     *
     * @param kind its kind
     * @param settings of the port
     */
    public record Step(Kind kind, LineSettings settings) {
    }

    /**
     * The result of a step, or of the whole diagnosis, which is the result of one of its steps.
     *
     * @param step the step
     * @param finding {@link Finding#GOOD} if the meter answered
     * @param evidence the received bytes as hex, or the message of the system; may be empty
     */
    public record Result(Step step, Finding finding, String evidence) {

        /** @return the step in which the meter answered */
        public Optional<Step> worked() {
            return Optional.of(step).filter(good -> finding == Finding.GOOD);
        }

        /** What is wrong with the port is the same with all settings. */
        private boolean isConclusive() {
            return finding == Finding.GOOD || finding.isOfPort() && finding != Finding.PORT_SETTINGS;
        }

        private boolean tellsMoreThan(Result other) {
            boolean meterSettings = step.kind() == Kind.WAKE_UP || step.kind() == Kind.OLD_METER;
            return finding.isOfMeter() && finding.rank() < other.finding.rank()
                    && (meterSettings || !OF_WRONG_SETTINGS.contains(finding));
        }
    }

    private final PortOpener opener;
    private final LineSettings configured;
    private final LineClock clock;
    private final GetType request;
    private final Consumer<Exchange> listener;
    /** Whether steps with other settings change nothing. */
    private boolean hasFixedSettings;

    LineDiagnosis(PortOpener opener, LineSettings configured, LineClock clock, int address,
            Consumer<Exchange> listener) {
        this.opener = opener;
        this.configured = configured;
        this.clock = clock;
        this.listener = listener;
        request = new GetType(address);
    }

    /**
     * Runs the diagnosis.
     *
     * @param onStep receives each step at its begin; returns whether to go on
     * @param onResult receives the result of each step
     */
    Result run(Predicate<Step> onStep, Consumer<Result> onResult) {
        Result best = new Result(new Step(Kind.AS_SET, configured), Finding.NOTHING_ASKED, "");
        for (Step step : steps()) {
            boolean isUseless = hasFixedSettings && step.kind() != Kind.WAKE_UP;
            if (isUseless || !clock.pause(Duration.ZERO) || !onStep.test(step)) {
                break;
            }
            Result result = result(step);
            onResult.accept(result);
            if (result.isConclusive()) {
                return result;
            }
            if (step.kind() == Kind.AS_SET || result.tellsMoreThan(best)) {
                best = result;
            }
        }
        return best;
    }

    private List<Step> steps() {
        Stream<Step> controlLines = LINE_STATES.stream().flatMap(
                rts -> LINE_STATES.stream().map(dtr -> new Step(Kind.CONTROL_LINES, configured.with(rts, dtr))));
        Stream<Step> otherSettings = BAUD_RATES.stream().flatMap(baudRate -> STOP_BITS.stream()
                .map(stopBits -> new Step(Kind.OTHER_SETTINGS, configured.with(baudRate, stopBits))));
        Stream<Step> electricityMeter = Stream.of(new Step(Kind.OTHER_SETTINGS, configured.otherSpeed()));
        return Stream
                .of(Stream.of(new Step(Kind.AS_SET, configured), new Step(Kind.WAKE_UP, configured)),
                        Stream.of(controlLines, otherSettings, electricityMeter).flatMap(steps -> steps)
                                .filter(step -> !step.settings().equals(configured)),
                        Stream.of(new Step(Kind.OLD_METER,
                                configured.with(TextRequest.REQUEST_BAUD_RATE, TextRequest.STOP_BITS))))
                .flatMap(steps -> steps).toList();
    }

    private Result result(Step step) {
        try {
            RequestResult result = opener.withPort(step.settings(),
                    port -> step.kind() == Kind.OLD_METER ? askOldMeter(step, port) : ask(step, port));
            return result instanceof RequestResult.Failed failed ? new Result(step, failed.finding(), failed.evidence())
                    : new Result(step, result instanceof RequestResult.Stopped ? Finding.NOTHING_ASKED : Finding.GOOD,
                            "");
        } catch (IOException e) {
            OpenResult.NotOpened reason = PortRefusedException.reason(e);
            return new Result(step, reason.finding(), reason.evidence());
        }
    }

    /** A port that is opened at the speed of the first request need not change it; not every meter knows both. */
    private RequestResult askOldMeter(Step step, LinePort port) throws IOException {
        TextRequestExecutor executor = new TextRequestExecutor(port, step.settings(), clock, listener);
        RequestResult block = executor.askOnce(TextRequest.IDENTIFICATION);
        if (!(block instanceof RequestResult.Failed failed)) {
            return block;
        }
        RequestResult line = executor.askOnce(TextRequest.READING);
        return line instanceof RequestResult.Failed other
                && (other.finding() == Finding.SPEED_FIXED || failed.finding().rank() < other.finding().rank()) ? failed
                        : line;
    }

    private RequestResult ask(Step step, LinePort port) throws IOException {
        hasFixedSettings = port.hasFixedSettings();
        RequestExecutor executor = new RequestExecutor(port, step.settings(), clock, listener);
        long end = clock.nanos() + WAKE_UP_TIME.toNanos();
        RequestResult result = executor.ask(request);
        while (step.kind() == Kind.WAKE_UP && result instanceof RequestResult.Failed && clock.nanos() < end) {
            result = executor.askOnce(request);
        }
        return result;
    }
}
