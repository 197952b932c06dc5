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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.GetType;
import org.openhab.binding.kamstrup.internal.line.Diagnosis.Kind;
import org.openhab.binding.kamstrup.internal.line.Diagnosis.Step;

/**
 * Tries what could be the matter with a line, one thing after the other, until the meter answers. Nothing but the
 * question for the meter's type is asked.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Examination {

    /** The speeds of the optical eye that are known of, the usual one first. */
    private static final List<Integer> BAUD_RATES = List.of(1200, 2400);
    private static final List<Integer> STOP_BITS = List.of(2, 1);
    private static final List<ControlLineState> SWITCHED = List.of(ControlLineState.ON, ControlLineState.OFF);
    /** Long enough to read the text that asks for it, go to the meter and press a key. */
    private static final Duration WAKING = Duration.ofSeconds(30);

    private final PortOpener opener;
    private final LineSettings asSet;
    private final LineClock clock;
    private final GetType question;
    private final Exchange.Listener listener;
    private final Diagnosis.Watcher watcher;

    Examination(PortOpener opener, LineSettings asSet, LineClock clock, int address, Exchange.Listener listener,
            Diagnosis.Watcher watcher) {
        this.opener = opener;
        this.asSet = asSet;
        this.clock = clock;
        this.listener = listener;
        this.watcher = watcher;
        question = new GetType(address);
    }

    /** What came of a step. */
    private record Found(Finding finding, String evidence) {

        static Found of(RequestResult outcome) {
            return outcome instanceof RequestResult.Failed failed ? new Found(failed.finding(), failed.evidence())
                    : new Found(outcome instanceof RequestResult.Answered ? Finding.GOOD : Finding.NOTHING_ASKED, "");
        }

        /** What is wrong with the port is the same with every setting of it. */
        boolean isConclusive() {
            return finding == Finding.GOOD || finding.isOfPort() && finding != Finding.PORT_SETTINGS;
        }

        /** With wrong settings a good meter is nothing but noise. */
        boolean tellsMoreThan(Found other, Step step) {
            boolean isOwn = step.kind() == Kind.WAKE_UP || step.kind() == Kind.OLD_METER;
            return finding.compareTo(other.finding) < 0 && finding.compareTo(Finding.NO_SUCH_REGISTER) >= 0
                    && (isOwn || finding.compareTo(Finding.NOISE) < 0 && finding != Finding.ECHO_DAMAGED);
        }
    }

    Diagnosis examine() {
        Found best = new Found(Finding.NOTHING_ASKED, "");
        for (Step step : steps()) {
            if (!clock.pause(Duration.ZERO) || !watcher.tries(step)) {
                break;
            }
            Found found = found(step);
            watcher.found(step, found.finding, found.evidence);
            if (found.isConclusive()) {
                return new Diagnosis(found.finding, found.evidence,
                        Optional.of(step).filter(worked -> found.finding == Finding.GOOD));
            }
            if (step.kind() == Kind.AS_SET || found.tellsMoreThan(best, step)) {
                best = found;
            }
        }
        return new Diagnosis(best.finding, best.evidence, Optional.empty());
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>(List.of(new Step(Kind.AS_SET, asSet), new Step(Kind.WAKE_UP, asSet)));
        for (ControlLineState rts : SWITCHED) {
            for (ControlLineState dtr : SWITCHED) {
                steps.add(new Step(Kind.CONTROL_LINES, asSet.with(rts, dtr)));
            }
        }
        for (int baudRate : BAUD_RATES) {
            for (int stopBits : STOP_BITS) {
                steps.add(new Step(Kind.OTHER_SETTINGS, asSet.with(baudRate, stopBits)));
            }
        }
        steps.removeIf(step -> step.kind().compareTo(Kind.WAKE_UP) > 0 && step.settings().equals(asSet));
        steps.add(new Step(Kind.OLD_METER, OldMeterTrial.settings(asSet)));
        return steps;
    }

    private Found found(Step step) {
        try {
            if (step.kind() == Kind.OLD_METER) {
                return Found.of(new OldMeterTrial(opener, asSet, clock, listener).run());
            }
            OpenResult opening = opener.open(step.settings());
            if (opening instanceof OpenResult.Opened opened) {
                return found(step, opened.port());
            }
            return opening instanceof OpenResult.NotOpened not ? new Found(not.finding(), not.evidence())
                    : new Found(Finding.PORT_LOST, "");
        } catch (IOException e) {
            OpenResult.NotOpened reason = PortRefusedException.reason(e);
            return new Found(reason.finding(), reason.evidence());
        }
    }

    private Found found(Step step, LinePort port) throws IOException {
        try {
            RequestExecutor requestExecutor = new RequestExecutor(port, step.settings(), clock, listener);
            long end = clock.nanos() + WAKING.toNanos();
            RequestResult outcome = requestExecutor.ask(question);
            while (step.kind() == Kind.WAKE_UP && outcome instanceof RequestResult.Failed && clock.nanos() < end) {
                outcome = requestExecutor.askOnce(question);
            }
            return Found.of(outcome);
        } finally {
            port.close();
        }
    }
}
