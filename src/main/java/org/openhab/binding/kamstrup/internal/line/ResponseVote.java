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
import org.openhab.binding.kamstrup.internal.kmp.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Response;

/**
 * What was answered to one question, asked again and again on a line that damages bytes: an answer whose CRC is
 * right by chance is not to be believed.
 * <p>
 * What comes twice the same is right. But a meter goes on while it is asked: its clock is never twice the same, nor is
 * a flow. Of three answers the middle value of each register is a right one or between two right ones, as long as no
 * two of them are damaged unnoticed.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ResponseVote {

    private static final int ENOUGH = 3;

    private final List<Response> answers = new ArrayList<>();

    /** @return whether nothing was answered yet */
    boolean isEmpty() {
        return answers.isEmpty();
    }

    /**
     * Hears one more answer.
     *
     * @return what can be believed now, if anything
     */
    Optional<Response> hear(Response answer) {
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

    /** Units, decimals and lengths do not go on. */
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
