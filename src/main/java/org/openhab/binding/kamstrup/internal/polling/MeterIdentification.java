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

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetSerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetType;
import org.openhab.binding.kamstrup.internal.kmp.Response;
import org.openhab.binding.kamstrup.internal.kmp.Response.MeterType;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.MeterUpdate;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.meter.RegisterIds;
import org.openhab.binding.kamstrup.internal.text.TextRequest;

/**
 * Identifies the meter on a line: by three requests of KMP, or by one or two of the text protocol. Tells which meter
 * answers and what it has, and owns the {@link MeterState}.
 * <p>
 * The methods of an instance are to be called in work of {@link Line#schedule} only, if nothing else is said.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class MeterIdentification {

    /** The registers with the name of newer meters. */
    private static final List<Integer> NAMES = List.of(RegisterIds.TYPE_NUMBER, RegisterIds.TYPE_TEXT,
            RegisterIds.SOFTWARE_EDITION);
    /** One missed reading does not make the meter offline, unless it is the first one. */
    private static final int MISSED_READINGS_FOR_OFFLINE = 2;

    /** The result of a reading. */
    enum ReadingResult {
        /** The meter has answered every request. */
        COMPLETE,
        /** It has not. */
        MISSED,
        /** Another meter has answered. */
        OTHER_METER
    }

    /** The result of a step in which the meter was asked for its next registers. */
    enum ProbeResult {
        /** There was nothing to ask. */
        NOTHING_TO_ASK,
        /** The meter has not answered. */
        UNANSWERED,
        /** Another meter has answered. */
        OTHER_METER,
        /** The meter has answered. */
        CONTINUED,
        /** The meter was asked for all registers. */
        ENDED
    }

    private final Line line;
    private final int address;
    private final Consumer<MeterUpdate> updates;
    private final BiConsumer<RequestResult.Failed, Boolean> failures;
    private final Set<Integer> answeredRegisters = new HashSet<>();
    private final Set<Map<Integer, PollClass>> answeredGroups = new HashSet<>();
    private volatile boolean stopped;
    private Optional<MeterState> state;
    /** The last complete state of another meter, which may come back under the head. */
    private Optional<MeterState> replaced = Optional.empty();
    private boolean isIdentified;
    private @Nullable RegisterProbe probe;
    private boolean isProbeRequested;
    private int failedIdentifications;
    private boolean isSerialRegisterTrusted = true;
    private boolean hasRead;
    private int missedReadings;

    /**
     * Begins with a meter that is not identified yet.
     *
     * @param line the line to the meter
     * @param address of the meter
     * @param state of the meter before; empty if nothing is known
     * @param updates receives each change of the state
     * @param failures receives why the meter has not answered, and whether it counts as offline
     */
    MeterIdentification(Line line, int address, Optional<MeterState> state, Consumer<MeterUpdate> updates,
            BiConsumer<RequestResult.Failed, Boolean> failures) {
        this.line = line;
        this.address = address;
        this.state = state;
        this.updates = updates;
        this.failures = failures;
    }

    /**
     * Identifies the meter. To be called in work of {@link Line#schedule} only.
     *
     * @param line the line
     * @param address of the meter
     * @return the meter with the registers of its name only; empty without an answer
     */
    public static Optional<MeterProfile> of(Line line, int address) {
        RequestResult result = firstResult(line, address, Optional.empty(), 0);
        if (result instanceof RequestResult.Failed failed && !failed.finding().tellsProtocol()) {
            // not all meters with the text protocol know the same requests
            result = line.askTextOnce(TextMeter.identityRequest(Optional.empty(), 1));
        }
        if (result instanceof RequestResult.TextAnswered answered) {
            return Optional.of(TextMeter.identity(answered));
        }
        if (result instanceof RequestResult.Answered first && first.response()instanceof MeterType type
                && line.ask(new GetSerialNumber(address))instanceof RequestResult.Answered second
                && second.response()instanceof SerialNumber serialNumber) {
            return Optional
                    .of(new MeterProfile(type.type(), type.software(), serialNumber.number(), names(line, address)));
        }
        return Optional.empty();
    }

    /**
     * Sends the first request of an identification. A meter of which nothing is known is asked in the text protocol if
     * it has not answered in KMP. A meter that is known to speak the text protocol may have been replaced by one that
     * speaks KMP, which comes second.
     *
     * @param line the line
     * @param address of the meter
     * @param known the meter; empty if nothing is known
     * @param attempt from 0; not all meters with the text protocol know the same requests
     * @return {@link RequestResult.Answered}, {@link RequestResult.TextAnswered}, or the failure that says more
     */
    static RequestResult firstResult(Line line, int address, Optional<MeterProfile> known, int attempt) {
        boolean isText = known.filter(MeterProfile::isText).isPresent();
        TextRequest textRequest = TextMeter.identityRequest(known, attempt);
        RequestResult first = isText ? line.askText(textRequest) : line.ask(new GetType(address));
        if (!(first instanceof RequestResult.Failed failed)
                || !isText && (known.isPresent() || failed.finding().tellsProtocol())) {
            return first;
        }
        RequestResult second = isText ? line.ask(new GetType(address)) : line.askTextOnce(textRequest);
        return second instanceof RequestResult.Failed other
                && (!failed.finding().isSilence() || other.finding().isSilence()) ? first : second;
    }

    /**
     * @return the number of the attempt after a result: 0 after an answer; the same one after the answer of an
     *         electricity meter in another protocol, since the other request may not be answered and hide that finding
     */
    static int nextAttempt(RequestResult result, int attempt) {
        if (result instanceof RequestResult.Failed failed) {
            return failed.finding() == Finding.ELECTRICITY_METER ? attempt : attempt + 1;
        }
        return 0;
    }

    private static Map<Integer, RegisterValue> names(Line line, int address) {
        Map<Integer, RegisterValue> names = new HashMap<>();
        if (line.ask(new GetRegisters(address, NAMES))instanceof RequestResult.Answered answered
                && answered.response()instanceof RegisterValues values) {
            values.values().forEach(value -> names.put(value.id(), value));
        }
        return names;
    }

    /** Sends no further request. On any thread. */
    void stop() {
        stopped = true;
    }

    /** @return whether no further request is sent. On any thread. */
    boolean isStopped() {
        return stopped;
    }

    /** @return what is known of the meter; empty if it never answered */
    Optional<MeterState> state() {
        return state;
    }

    /** @return identity and registers of the meter; empty if it never answered */
    Optional<MeterProfile> profile() {
        return state.map(MeterState::profile);
    }

    /** @return whether the meter speaks the text protocol */
    boolean isText() {
        return profile().filter(MeterProfile::isText).isPresent();
    }

    /** @return whether it is known which meter answers */
    boolean isIdentified() {
        return isIdentified;
    }

    /** @return whether the meter is being asked for all its registers */
    boolean isProbed() {
        return probe != null;
    }

    /** @return for how many registers of the catalogue the meter was asked; empty if it need not be asked for any */
    OptionalInt registersAsked() {
        RegisterProbe current = probe;
        return current == null ? OptionalInt.empty() : OptionalInt.of(current.asked());
    }

    /** Asks for all registers again, from the next identification on. */
    void probeAgain() {
        isIdentified = false;
        probe = null;
        isProbeRequested = true;
    }

    /** The meter has to be identified before it counts as known again. */
    void identifyAgain() {
        isIdentified = false;
    }

    /** @return whether a reading tells itself that it is of the known meter, which is identified afterwards */
    boolean isKnownByRegister() {
        return isSerialRegisterTrusted && !isProbeRequested && probe == null
                && profile().filter(known -> known.isComplete() && known.has(RegisterIds.SERIAL_NUMBER)).isPresent();
    }

    /**
     * Identifies the meter if that is not done yet.
     *
     * @param isRegular whether a failure is a missed reading
     * @return whether it is known which meter answers
     */
    boolean identify(boolean isRegular) {
        if (isIdentified) {
            return true;
        }
        RequestResult result = stopped ? new RequestResult.Stopped()
                : firstResult(line, address, profile().filter(known -> known.isText() || !isProbeRequested),
                        failedIdentifications);
        report(result, isRegular);
        failedIdentifications = nextAttempt(result, failedIdentifications);
        if (result instanceof RequestResult.TextAnswered answered) {
            TextMeter.identify(profile().filter(known -> !isProbeRequested), answered, sender(isRegular))
                    .ifPresent(this::identified);
        } else if (result instanceof RequestResult.Answered first && first.response()instanceof MeterType type
                && ask(new GetSerialNumber(address), isRegular)instanceof SerialNumber serialNumber) {
            identified(type, serialNumber);
        }
        return isIdentified;
    }

    /**
     * Identifies the meter after a reading of {@link ReadingResult#OTHER_METER}.
     *
     * @param before the meter before the reading
     * @param isRegular whether a failure is a missed reading
     * @return whether it is known which meter answers
     */
    boolean identifyOther(Optional<MeterProfile> before, boolean isRegular) {
        isIdentified = false;
        if (!identify(isRegular)) {
            return false;
        }
        // a register that contradicts the answer to GetSerialNumber is of no use
        isSerialRegisterTrusted &= !profile().flatMap(now -> before.filter(now::isSameMeterAs)).isPresent();
        return true;
    }

    private void identified(MeterType type, SerialNumber serialNumber) {
        RegisterProbe begun = probe;
        RegisterProbe current = begun != null && begun.isOf(type, serialNumber) ? begun
                : new RegisterProbe(type, serialNumber);
        MeterProfile answered = current.profile(false);
        replaceUnlessSame(answered);
        boolean isKnown = !isProbeRequested
                && profile().filter(known -> known.isComplete() && known.isLike(answered)).isPresent();
        probe = isKnown ? null : current;
        isIdentified = true;
    }

    private void identified(MeterProfile found) {
        replaceUnlessSame(found);
        isIdentified = true;
        complete(found);
    }

    private void replaceUnlessSame(MeterProfile other) {
        if (profile().filter(other::isSameMeterAs).isPresent()) {
            return;
        }
        Optional<MeterState> before = state;
        state = Optional.of(replaced.filter(known -> known.profile().isSameMeterAs(other))
                .orElseGet(() -> MeterState.of(other, before)));
        replaced = before.filter(known -> known.profile().isComplete()).or(() -> replaced);
        isSerialRegisterTrusted = true;
        forgetAnswers();
    }

    /** The meter was asked for all registers. */
    private void complete(MeterProfile found) {
        probe = null;
        isProbeRequested = false;
        state = state.map(known -> known.with(found));
        reportState();
    }

    private void forgetAnswers() {
        answeredRegisters.clear();
        answeredGroups.clear();
    }

    /**
     * Asks whether the meter is still the same, when nothing is read of it.
     *
     * @return {@link ReadingResult#COMPLETE} if it is
     */
    ReadingResult checkPresence() {
        ReadingResult presence = presence(true);
        if (presence == ReadingResult.COMPLETE) {
            readingCompleted();
            state.ifPresent(known -> updates.accept(MeterUpdate.of(known, true)));
        }
        return presence;
    }

    /**
     * Asks whether the meter is still the same.
     *
     * @param isRegular whether a failure is a missed reading
     * @return {@link ReadingResult#COMPLETE} if it is
     */
    ReadingResult presence(boolean isRegular) {
        if (isText()) {
            Optional<MeterProfile> before = profile();
            isIdentified = false;
            return !identify(isRegular) ? ReadingResult.MISSED
                    : profile().equals(before) ? ReadingResult.COMPLETE : ReadingResult.OTHER_METER;
        }
        if (ask(new GetSerialNumber(address), isRegular)instanceof SerialNumber number) {
            return profile().filter(known -> known.serialNumber() == number.number()).isPresent()
                    ? ReadingResult.COMPLETE
                    : ReadingResult.OTHER_METER;
        }
        return ReadingResult.MISSED;
    }

    /** @return whether another meter has sent a reading; one that is not identified has to tell its number */
    boolean isOfOtherMeter(Reading reading) {
        return isSerialRegisterTrusted && !reading.asked().isEmpty()
                && profile().flatMap(known -> Optional.ofNullable(known.registers().get(RegisterIds.SERIAL_NUMBER)))
                        .map(RegisterValue::number)
                        .filter(known -> reading.find(RegisterIds.SERIAL_NUMBER)
                                .map(now -> now.number().compareTo(known) != 0).orElseGet(() -> !isIdentified))
                        .isPresent();
    }

    /** @return whether nothing was read of the meter yet */
    boolean isFirstReading() {
        return probe != null
                && profile().filter(known -> !known.isComplete() && known.registers().isEmpty()).isPresent();
    }

    /** @return the registers that fill up the requests of a reading, see {@link RegisterProbe#filling} */
    List<Integer> filling(Set<Integer> wanted) {
        RegisterProbe current = probe;
        return current == null ? List.of() : current.filling(wanted);
    }

    /**
     * Reads registers of the meter. It has to be known.
     *
     * @param requests for the registers
     * @param before the responses before
     * @param isRegular whether a failure is a missed reading
     * @return the responses before, and those up to the first request without one
     */
    Reading read(List<GetRegisters> requests, Reading before, boolean isRegular) {
        if (isText()) {
            return TextMeter.read(profile().orElseThrow(), requests, before, sender(isRegular), line::instant);
        }
        Reading reading = before;
        for (GetRegisters request : requests) {
            if (!(ask(request, isRegular)instanceof RegisterValues values)) {
                RegisterProbe current = probe;
                if (current != null) {
                    current.unanswered(request);
                }
                return reading;
            }
            reading = reading.and(request.ids(), values.values(), line.instant());
        }
        return reading;
    }

    /** The meter has answered every request of a reading. */
    void readingCompleted() {
        hasRead = true;
        missedReadings = 0;
    }

    /** @return whether the meter has answered a group of registers that are needed together, in one reading */
    boolean hasAnswered(Map<Integer, PollClass> group) {
        return group.size() == 1 ? answeredRegisters.containsAll(group.keySet()) : answeredGroups.contains(group);
    }

    /** What the meter has answered need not be asked for any more to know which registers it has. */
    void learn(Reading reading) {
        learn(reading.asked(), reading.values().values());
    }

    private void learn(Collection<Integer> asked, Collection<RegisterValue> values) {
        RegisterProbe current = probe;
        if (current != null) {
            current.heard(asked, values);
            state = state.map(known -> known.profile().isComplete() ? known : known.with(current.profile(false)));
        }
    }

    /**
     * Takes the state after a reading.
     *
     * @param update the reading after it was processed
     * @param asked the registers of the reading
     * @param groups registers that are needed together
     */
    void apply(MeterUpdate update, Set<Integer> asked, Set<Map<Integer, PollClass>> groups) {
        state = Optional.of(update.state());
        Set<Integer> decided = new HashSet<>(asked);
        decided.removeAll(update.pending());
        answeredRegisters.addAll(decided);
        groups.stream().filter(group -> decided.containsAll(group.keySet())).forEach(answeredGroups::add);
        updates.accept(update);
    }

    /** Asks the meter for the next registers, after it was identified. */
    ProbeResult probeNext() {
        Optional<MeterProfile> before = profile();
        if (!identify(false)) {
            return ProbeResult.UNANSWERED;
        }
        if (profile().filter(now -> before.filter(now::isSameMeterAs).isPresent()).isEmpty()) {
            return ProbeResult.OTHER_METER;
        }
        RegisterProbe current = probe;
        if (current == null) {
            return ProbeResult.NOTHING_TO_ASK;
        }
        Optional<GetRegisters> request = current.next();
        if (request.isEmpty()) {
            return endProbe(current);
        }
        if (!(ask(request.get(), false)instanceof RegisterValues values)) {
            current.unanswered(request.get());
            return ProbeResult.UNANSWERED;
        }
        learn(request.get().ids(), values.values());
        reportState();
        return ProbeResult.CONTINUED;
    }

    private ProbeResult endProbe(RegisterProbe current) {
        // the head may have been put on another meter meanwhile
        if (!(ask(new GetSerialNumber(address), false)instanceof SerialNumber still)) {
            return ProbeResult.UNANSWERED;
        }
        MeterProfile found = current.profile(true);
        if (found.serialNumber() != still.number()) {
            probe = null;
            state = state.filter(known -> known.profile().isComplete());
            isIdentified = false;
            return ProbeResult.OTHER_METER;
        }
        forgetAnswers();
        complete(found);
        return ProbeResult.ENDED;
    }

    private void reportState() {
        state.filter(known -> !stopped).ifPresent(known -> updates.accept(MeterUpdate.of(known, false)));
    }

    /** @return null without a response; a closed port is the head's status, and a stopped line has none */
    private @Nullable Response ask(Request request, boolean isRegular) {
        return report(stopped ? new RequestResult.Stopped() : line.ask(request),
                isRegular)instanceof RequestResult.Answered answered ? answered.response() : null;
    }

    private TextMeter.RequestSender sender(boolean isRegular) {
        return (request, isRequired) -> {
            RequestResult result = stopped ? new RequestResult.Stopped() : line.askText(request);
            return isRequired ? report(result, isRegular) : result;
        };
    }

    private RequestResult report(RequestResult result, boolean isRegular) {
        if (result instanceof RequestResult.Failed failed) {
            missedReadings += isRegular ? 1 : 0;
            boolean isOffline = !hasRead || missedReadings >= MISSED_READINGS_FOR_OFFLINE;
            if (isOffline) {
                // another meter may be under the head when it answers again
                isIdentified = false;
            }
            failures.accept(failed, isOffline);
        }
        return result;
    }
}
