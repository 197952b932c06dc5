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
 * An immutable string of bytes.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ByteString {

    public static final ByteString EMPTY = new ByteString(new byte[0]);

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private final byte[] bytes;

    private ByteString(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Bytes from their values, of which the lowest eight bits count. */
    public static ByteString of(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return new ByteString(bytes);
    }

    /** A copy of a whole array. */
    public static ByteString copyOf(byte[] source) {
        return new ByteString(source.clone());
    }

    /** A copy of a part of an array; the end is exclusive. */
    public static ByteString copyOf(byte[] source, int from, int to) {
        return new ByteString(Arrays.copyOfRange(source, from, to));
    }

    /** Bytes from hexadecimal digits in pairs, with one blank between the pairs. */
    public static ByteString fromHex(String hex) {
        return hex.isEmpty() ? EMPTY : new ByteString(HEX.parseHex(hex));
    }

    /** Several bytes after each other. */
    public static ByteString join(Iterable<ByteString> parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        parts.forEach(part -> joined.writeBytes(part.bytes));
        return new ByteString(joined.toByteArray());
    }

    /** @return how many bytes there are */
    public int size() {
        return bytes.length;
    }

    /** @return whether there is none */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** @return the byte at an index, 0 to 255 */
    public int at(int index) {
        return bytes[index] & 0xFF;
    }

    /** A part; the end is exclusive. */
    public ByteString slice(int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        return copyOf(bytes, from, to);
    }

    /** The part from an index to the end. */
    ByteString from(int index) {
        return slice(index, bytes.length);
    }

    /** @return a copy as an array */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** @return the unsigned number that bytes make, the most significant first; at most four of them */
    int number(int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number << Byte.SIZE | at(i);
        }
        return number;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ByteString string && Arrays.equals(bytes, string.bytes);
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
