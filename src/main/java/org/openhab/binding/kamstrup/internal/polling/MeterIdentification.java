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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetSerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetType;
import org.openhab.binding.kamstrup.internal.kmp.Response.MeterType;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.RegisterIds;
import org.openhab.binding.kamstrup.internal.text.TextRequest;

/**
 * Identifies the meter on a line: by three requests of KMP, or by one or two of the text protocol.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class MeterIdentification {

    /** The registers with the name of newer meters. */
    private static final List<Integer> NAMES = List.of(RegisterIds.TYPE_NUMBER, RegisterIds.TYPE_TEXT,
            RegisterIds.SOFTWARE_EDITION);

    private MeterIdentification() {
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
}
