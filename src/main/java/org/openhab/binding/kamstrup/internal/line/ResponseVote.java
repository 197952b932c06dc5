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

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Response;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;

/**
 * The answers to one request, repeated on a line that damages bytes. The CRC of one answer may be right by chance.
 * <p>
 * An answer that arrives twice is right. But values change between two requests, such as the clock or a flow. Of three
 * answers the middle value of each register is right, or between two right ones, unless two of the answers are damaged
 * with a right CRC.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ResponseVote {

    private static final int ENOUGH = 3;

    private final List<Response> answers = new ArrayList<>();

    /** @return whether there is no answer yet */
    boolean isEmpty() {
        return answers.isEmpty();
    }

    /**
     * Adds an answer.
     *
     * @return the confirmed answer, if there is one now
     */
    Optional<Response> add(Response answer) {
        boolean twice = answers.contains(answer);
        answers.add(answer);
        return twice ? Optional.of(answer)
                : answer instanceof RegisterValues values ? middle(values) : Optional.empty();
    }

    private Optional<Response> middle(RegisterValues newest) {
        List<RegisterValues> alike = answers.stream().filter(RegisterValues.class::isInstance)
                .map(RegisterValues.class::cast).filter(other -> isAlike(newest, other)).toList();
        if (alike.size() < ENOUGH) {
            return Optional.empty();
        }
        List<RegisterValues> last = alike.subList(alike.size() - ENOUGH, alike.size());
        List<RegisterValue> values = new ArrayList<>();
        for (int i = 0; i < newest.values().size(); i++) {
            int register = i;
            Comparator<RegisterValue> bySize = Comparator.comparing(RegisterValue::number, BigDecimal::compareTo);
            values.add(
                    last.stream().map(answer -> answer.values().get(register)).sorted(bySize).toList().get(ENOUGH / 2));
        }
        return Optional.of(new RegisterValues(newest.address(), values));
    }

    /** Units, decimals and lengths do not change. */
    private static boolean isAlike(RegisterValues one, RegisterValues other) {
        boolean alike = one.values().size() == other.values().size();
        for (int i = 0; alike && i < one.values().size(); i++) {
            RegisterValue first = one.values().get(i);
            RegisterValue second = other.values().get(i);
            alike = first.id() == second.id() && first.unitCode() == second.unitCode()
                    && first.signExponent() == second.signExponent()
                    && first.mantissa().size() == second.mantissa().size();
        }
        return alike;
    }
}
