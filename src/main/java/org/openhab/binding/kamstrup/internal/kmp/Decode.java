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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Decodes recorded bytes of either direction, in any notation, with frames, echo and noise in one line, to one JSON
 * object. Its command line reads standard input and prints an object for each line.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Decode {

    /** Characters that are read of a line. A line of bytes from an optical eye is shorter. */
    private static final int MAX_LINE = 64 * 1024;

    private Decode() {
    }

    /**
     * Decodes the texts that are given or, if none is, each line of standard input, and prints to standard output. Both
     * are in UTF-8.
     *
     * @param texts texts of one or more lines each; a frame can continue in the next line, as in a dump
     * @throws IOException standard input cannot be read
     */
    public static void main(String[] texts) throws IOException {
        try (Reader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8)) {
            if (texts.length == 0) {
                decode(input, output);
            }
            for (String text : texts) {
                output.println(json(text));
            }
        }
    }

    /**
     * Decodes bytes.
     *
     * @param bytes any bytes of a line
     * @return one JSON object, on one line
     */
    public static String json(ByteString bytes) {
        return DecodedBytes.of(bytes).fields().toJson();
    }

    /**
     * Decodes bytes in any notation, see {@link Notation}.
     *
     * @param text the bytes, among time stamps, labels and other words
     * @return one JSON object, on one line
     */
    public static String json(String text) {
        return PostedText.decode(text).toJson();
    }

    static void decode(Reader input, PrintStream output) throws IOException {
        StringBuilder line = new StringBuilder();
        long length = 0;
        for (int next = input.read(); next >= 0; next = input.read()) {
            if (next == '\n') {
                print(line, length, output);
                length = 0;
            } else if (length++ < MAX_LINE) {
                line.append((char) next);
            }
        }
        if (length > 0) {
            print(line, length, output);
        }
    }

    private static void print(StringBuilder line, long length, PrintStream output) {
        DecodedFields fields = PostedText.decode(line.toString());
        output.println((length > MAX_LINE ? fields.and("error", "only the first " + MAX_LINE + " characters were read")
                : fields).toJson());
        line.setLength(0);
    }
}
