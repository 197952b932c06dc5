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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * An immutable string of octets.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Octets {

    public static final Octets EMPTY = new Octets(new byte[0]);

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Octets from their values, of which the lowest eight bits count. */
    public static Octets of(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return new Octets(bytes);
    }

    /** A copy of a whole array. */
    public static Octets copyOf(byte[] source) {
        return new Octets(source.clone());
    }

    /** A copy of a part of an array; the end is exclusive. */
    public static Octets copyOf(byte[] source, int from, int to) {
        return new Octets(Arrays.copyOfRange(source, from, to));
    }

    /** Octets from hexadecimal digits in pairs, with one blank between the pairs. */
    public static Octets fromHex(String hex) {
        return hex.isEmpty() ? EMPTY : new Octets(HEX.parseHex(hex));
    }

    /** Several octets after each other. */
    static Octets join(Iterable<Octets> parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        parts.forEach(part -> joined.writeBytes(part.bytes));
        return new Octets(joined.toByteArray());
    }

    /** @return how many octets there are */
    public int size() {
        return bytes.length;
    }

    /** @return whether there is none */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** @return the octet at an index, 0 to 255 */
    public int at(int index) {
        return bytes[index] & 0xFF;
    }

    /** A part; the end is exclusive. */
    public Octets slice(int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        return copyOf(bytes, from, to);
    }

    /** @return a copy as an array */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** @return the unsigned number that octets make, the most significant first; at most four of them */
    int number(int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number << Byte.SIZE | at(i);
        }
        return number;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HEX.formatHex(bytes);
    }
}
