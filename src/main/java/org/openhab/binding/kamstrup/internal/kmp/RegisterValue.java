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
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A register in an answer (Kamstrup 5512-447 rev. M1 §4.2). Unit and exponent follow the configuration of the meter, so
 * each answer has its own.
 *
 * @param id the register, 0 to 65535
 * @param unitCode the unit, 0 to 255
 * @param signExponent sign of the value, sign of the exponent and exponent as one byte, 0 to 255
 * @param mantissa 0 to 255 bytes, an unsigned number with the most significant first
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record RegisterValue(int id, int unitCode, int signExponent, ByteString mantissa) {

    private static final int NEGATIVE = 0x80;
    private static final int NEGATIVE_EXPONENT = 0x40;
    private static final int EXPONENT = 0x3F;

    /**
     * Encodes a value.
     *
     * @param id the register
     * @param unit its unit
     * @param value its value; its decimals become the exponent
     * @param length bytes of the mantissa
     * @throws IllegalArgumentException the value does not fit
     */
    public static RegisterValue of(int id, Unit unit, BigDecimal value, int length) {
        byte[] magnitude = value.unscaledValue().abs().toByteArray();
        int leadingZero = magnitude[0] == 0 ? 1 : 0;
        int size = magnitude.length - leadingZero;
        if (size > length || Math.abs(value.scale()) > EXPONENT) {
            throw new IllegalArgumentException(value + " does not fit into " + length + " bytes");
        }
        byte[] mantissa = new byte[length];
        System.arraycopy(magnitude, leadingZero, mantissa, length - size, size);
        int sign = value.signum() < 0 ? NEGATIVE : 0;
        int exponent = value.scale() > 0 ? NEGATIVE_EXPONENT | value.scale() : -value.scale();
        return new RegisterValue(id, unit.code(), sign | exponent, ByteString.copyOf(mantissa));
    }

    /** @return the unit, empty if its code is unknown */
    public Optional<Unit> unit() {
        return Unit.ofCode(unitCode);
    }

    /** @return the exact number, with the decimals that the meter sent; 0 without a mantissa */
    public BigDecimal number() {
        int exponent = signExponent & EXPONENT;
        int scale = (signExponent & NEGATIVE_EXPONENT) == 0 ? -exponent : exponent;
        // nearly all mantissas are as short as this and need no BigInteger
        BigDecimal magnitude = mantissa.size() <= Integer.BYTES
                ? BigDecimal.valueOf(Integer.toUnsignedLong(mantissa.number(0, mantissa.size())), scale)
                : new BigDecimal(new BigInteger(1, mantissa.toByteArray()), scale);
        return (signExponent & NEGATIVE) == 0 ? magnitude : magnitude.negate();
    }

    /** @return the content by its unit; a number if the unit is unknown, none without a mantissa */
    public Content content() {
        return mantissa.isEmpty() ? new Content.None() : format().read(number(), mantissa);
    }

    private ValueFormat format() {
        return unit().map(Unit::format).orElseGet(() -> ValueFormat.DECIMAL);
    }

    /** @return the register for people and tools */
    DecodedFields fields() {
        Content content = content();
        String plain = format().plain(number(), mantissa);
        DecodedFields fields = DecodedFields.of("id", id)
                .and("unit", unit().map(Unit::symbol).orElseGet(() -> "unit " + unitCode)).and("value", plain);
        return (content.text().isEmpty() || content.text().equals(plain) ? fields : fields.and("as", content.text()))
                .and(content.fields());
    }

    void writeTo(ByteArrayOutputStream data) {
        writeId(id, data);
        data.write(unitCode);
        data.write(mantissa.size());
        data.write(signExponent);
        data.writeBytes(mantissa.toByteArray());
    }

    static void writeId(int id, ByteArrayOutputStream data) {
        data.write(id >> Byte.SIZE);
        data.write(id);
    }
}
