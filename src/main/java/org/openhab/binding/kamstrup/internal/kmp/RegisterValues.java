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
package org.openhab.binding.kamstrup.internal.kmp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Registers in answer to {@link GetRegisters}. A meter leaves out registers that it does not have.
 *
 * @param address of the meter, 0 to 255
 * @param values the registers, in the order of the answer
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record RegisterValues(int address, List<RegisterValue> values) implements Response {

    /** Copies the values. */
    public RegisterValues {
        values = List.copyOf(values);
    }

    static Message read(Frame frame) {
        ValueReader reader = new ValueReader(frame.data(), 0);
        List<RegisterValue> values = new ArrayList<>();
        while (!reader.atEnd()) {
            Optional<RegisterValue> value = reader.value();
            if (value.isEmpty()) {
                return new Malformed(frame, "a register is cut");
            }
            values.add(value.get());
        }
        return new RegisterValues(frame.address(), values);
    }

    /**
     * Finds a register.
     *
     * @param id of the register
     * @return empty if the answer does not have it
     */
    public Optional<RegisterValue> find(int id) {
        return values.stream().filter(value -> value.id() == id).findFirst();
    }

    @Override
    public DecodedFields fields() {
        return DecodedFields.of("registers", DecodedFields.ofValues(values));
    }

    @Override
    public Frame toFrame() {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        values.forEach(value -> value.writeTo(data));
        return new Frame(Direction.RESPONSE, address, Command.GET_REGISTERS.code,
                ByteString.copyOf(data.toByteArray()));
    }
}
