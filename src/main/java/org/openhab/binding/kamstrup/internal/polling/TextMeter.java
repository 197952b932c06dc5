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

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.line.RequestResult.TextAnswered;
import org.openhab.binding.kamstrup.internal.meter.BaseUnitValue;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.internal.meter.RegisterIds;
import org.openhab.binding.kamstrup.internal.text.DataBlock;
import org.openhab.binding.kamstrup.internal.text.Scales;
import org.openhab.binding.kamstrup.internal.text.TextAnswer;
import org.openhab.binding.kamstrup.internal.text.TextRequest;

/**
 * Identifies and reads meters with the text protocol. Their values get the ids of the registers of KMP with the same
 * meaning. The units and decimals of a known meter are those of the values in its profile.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class TextMeter {

    /** The requests whose answer has the customer number; some meters do not answer one of them. */
    private static final List<TextRequest> IDENTITY = List.of(TextRequest.CONFIGURATION, TextRequest.IDENTIFICATION);
    /** Counters read soon after each other differ by less. A wrong unit is a factor of 1.16 or more. */
    private static final BigDecimal MAX_DEVIATION = new BigDecimal("0.05");
    private static final BigDecimal MAX_DEVIATION_IN_DIGITS = BigDecimal.TEN;
    private static final String NUMBER = "\\d{1,18}";

    /** Sends requests to a meter. */
    interface RequestSender {
        /**
         * Sends a request.
         *
         * @param request the request
         * @param isRequired whether the meter knows it, so that it has failed without an answer
         * @return {@link TextAnswered}, or why there is no answer
         */
        RequestResult send(TextRequest request, boolean isRequired);
    }

    private TextMeter() {
    }

    /**
     * The request that tells which meter answers.
     *
     * @param known the meter; empty if nothing is known
     * @param attempt from 0; attempts alternate between the requests
     */
    static TextRequest identityRequest(Optional<MeterProfile> known, int attempt) {
        boolean hasNoCode = known.filter(profile -> profile.isText() && profile.type() == 0).isPresent();
        return IDENTITY.get((attempt + (hasNoCode ? 1 : 0)) % IDENTITY.size());
    }

    /** @return the meter that has answered {@link #identityRequest}, without its registers */
    static MeterProfile identity(TextAnswered answered) {
        return profile(Optional.of(answered), answered.block(), Map.of());
    }

    private static MeterProfile profile(Optional<TextAnswered> configuration, Optional<DataBlock> block,
            Map<Integer, RegisterValue> registers) {
        Optional<TextAnswer> line = configuration.flatMap(answered -> answered.lines().stream().findFirst());
        Optional<String> customerNumber = line.flatMap(TextAnswer::customerNumber)
                .or(() -> block.flatMap(DataBlock::customerNumber)).filter(number -> number.matches(NUMBER));
        return MeterProfile.ofText(line.map(TextAnswer::code).orElseGet(OptionalInt::empty).orElse(0),
                customerNumber.stream().mapToLong(Long::parseLong).findFirst().orElse(0), registers);
    }

    /**
     * Finds out which meter has answered {@link #identityRequest}. All values of another meter than the known one, or
     * of the same one with another configuration, are requested, and their units and decimals found.
     *
     * @param known the meter; empty if nothing is known
     * @param answered the answer
     * @param meter sends requests to the meter
     * @return empty if the meter has not answered a request that it has to know
     */
    static Optional<MeterProfile> identify(Optional<MeterProfile> known, TextAnswered answered, RequestSender meter) {
        MeterProfile identity = identity(answered);
        return known.filter(
                before -> before.isSameMeterAs(identity) && (identity.type() == 0 || identity.type() == before.type()))
                .or(() -> probe(answered, meter));
    }

    private static Optional<TextAnswered> ask(RequestSender meter, TextRequest request, boolean isRequired) {
        return Optional.of(meter.send(request, isRequired)).filter(TextAnswered.class::isInstance)
                .map(TextAnswered.class::cast);
    }

    private static Optional<MeterProfile> probe(TextAnswered answered, RequestSender meter) {
        boolean hasCode = answered.block().isEmpty();
        Optional<TextAnswered> configuration = hasCode ? Optional.of(answered)
                : ask(meter, TextRequest.CONFIGURATION, false);
        Optional<DataBlock> block = (hasCode ? ask(meter, TextRequest.IDENTIFICATION, false) : Optional.of(answered))
                .flatMap(TextAnswered::block);
        List<RegisterValue> stated = block.map(DataBlock::values).orElseGet(List::of);
        // only a water meter does not know this request
        boolean isHeatMeter = configuration.isPresent()
                || stated.stream().anyMatch(value -> value.id() == RegisterIds.HEAT_ENERGY);
        Optional<TextAnswered> reading = ask(meter, TextRequest.READING, isHeatMeter);
        if (reading.isPresent()) {
            Scales scales = scales(configuration, stated, reading.get());
            Map<Integer, RegisterValue> registers = new HashMap<>();
            Stream.concat(reading.stream(), ask(meter, TextRequest.COUNTERS, false).stream())
                    .flatMap(values -> values(values, scales).stream())
                    .forEach(value -> registers.putIfAbsent(value.id(), value));
            return Optional.of(profile(configuration, block, registers));
        }
        return isHeatMeter ? Optional.empty()
                : Optional.of(profile(configuration, block,
                        stated.stream().collect(Collectors.toMap(RegisterValue::id, Function.identity()))));
    }

    /** The scales of the code, and those of the data block for what is missing; the block decides if they differ. */
    private static Scales scales(Optional<TextAnswered> configuration, List<RegisterValue> stated,
            TextAnswered reading) {
        OptionalInt code = configuration.map(answered -> answered.lines().get(0).code()).orElseGet(OptionalInt::empty);
        Scales byCode = code.isPresent() ? Scales.ofCode(code.getAsInt()) : Scales.NONE;
        Scales byBlock = Scales.of(stated);
        return Stream.of(byCode.or(byBlock), byBlock.or(byCode))
                .filter(scales -> values(reading, scales).stream()
                        .allMatch(value -> stated.stream().allMatch(other -> agree(value, other))))
                .findFirst().orElseGet(() -> Scales.NONE);
    }

    private static boolean agree(RegisterValue value, RegisterValue other) {
        Optional<BaseUnitValue> one = measure(value);
        Optional<BaseUnitValue> two = measure(other);
        return value.id() != other.id() || one.isEmpty() || two.isEmpty() || one.get().amount()
                .subtract(two.get().amount()).abs()
                .compareTo(one.get().amount().max(two.get().amount()).multiply(MAX_DEVIATION).add(
                        one.get().resolution().max(two.get().resolution()).multiply(MAX_DEVIATION_IN_DIGITS))) <= 0;
    }

    private static Optional<BaseUnitValue> measure(RegisterValue value) {
        return RegisterCatalogue.HEAT.find(value.id()).flatMap(register -> register.kind().measure(value));
    }

    private static List<RegisterValue> values(TextAnswered answered, Scales scales) {
        return answered.block().map(DataBlock::values)
                .orElseGet(() -> answered.lines().stream().flatMap(line -> line.values(scales).stream()).toList());
    }

    /**
     * Reads registers. Others come with them: a request is for many values.
     *
     * @param profile the meter
     * @param wanted the registers, as one would request them in KMP
     * @param before the answers before
     * @param meter sends requests to the meter
     * @param now the time of day
     * @return the answers before and those that came; registers whose request was not answered are missing
     */
    static Reading read(MeterProfile profile, Collection<GetRegisters> wanted, Reading before, RequestSender meter,
            InstantSource now) {
        List<Integer> ids = wanted.stream().map(GetRegisters::ids).flatMap(List::stream).toList();
        TextRequest first = profile.has(RegisterIds.FLOW_TEMPERATURE) ? TextRequest.READING
                : TextRequest.IDENTIFICATION;
        Set<Integer> left = new HashSet<>(profile.registers().keySet());
        Reading reading = before;
        if (ids.isEmpty()) {
            return reading;
        }
        for (TextRequest request : List.of(first, TextRequest.COUNTERS)) {
            Set<Integer> asked = new HashSet<>(request.registers());
            asked.retainAll(left);
            left.removeAll(asked);
            if (request == first || ids.stream().anyMatch(asked::contains)) {
                Optional<TextAnswered> answered = ask(meter, request, true);
                if (answered.isEmpty()) {
                    return reading;
                }
                Scales scales = Scales.of(profile.registers().values());
                reading = reading.and(asked, values(answered.get(), scales), now.instant());
            }
        }
        // registers that the meter does not have
        return reading.and(ids.stream().filter(id -> !profile.has(id)).toList(), List.of(), now.instant());
    }

    /**
     * Reads registers of a meter, and answers as a meter that speaks KMP. To be called in work of {@link Line#schedule}
     * only.
     *
     * @param profile the meter
     * @param request for registers
     * @param line to the meter
     * @return {@link RequestResult.Answered} with the values that the meter has, or why there is no answer
     */
    public static RequestResult ask(MeterProfile profile, GetRegisters request, Line line) {
        List<RequestResult> failures = new ArrayList<>();
        Reading reading = read(profile, List.of(request), Reading.none(), (textRequest, isRequired) -> {
            RequestResult result = line.askText(textRequest);
            if (!(result instanceof TextAnswered)) {
                failures.add(result);
            }
            return result;
        }, line::instant);
        return failures.stream().findFirst()
                .orElseGet(() -> new RequestResult.Answered(new RegisterValues(request.address(),
                        request.ids().stream().flatMap(id -> reading.find(id).stream()).toList())));
    }
}
