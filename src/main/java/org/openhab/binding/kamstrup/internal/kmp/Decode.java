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
 * Tells what bytes on a line mean: reads lines of bytes from standard input, in any notation and either direction, with
 * several frames, echo and noise in one line if need be, and prints a JSON object for each line.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Decode {

    /** Characters of a line that are looked at; nothing on the optical eye is as long. */
    private static final int MAX_LINE = 64 * 1024;

    private Decode() {
    }

    /**
     * Decodes texts of any number of lines each or, without any, the lines of standard input, to standard output; both
     * are in UTF-8.
     *
     * @param texts texts, for frames that go on in the next line, as in a dump
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
        return Json.of(Dump.read(bytes));
    }

    /**
     * Decodes bytes in any notation, see {@link Notation}.
     *
     * @param text the bytes, among time stamps, names and whatever else people post with them
     * @return one JSON object, on one line
     */
    public static String json(String text) {
        return Json.of(Dump.read(text));
    }

    static void decode(Reader input, PrintStream output) throws IOException {
        StringBuilder line = new StringBuilder();
        boolean cut = false;
        boolean pending = false;
        for (int character = input.read(); character >= 0; character = input.read()) {
            pending = character != '\n';
            if (!pending) {
                print(line, cut, output);
                line.setLength(0);
                cut = false;
            } else if (line.length() < MAX_LINE) {
                line.append((char) character);
            } else {
                cut = true;
            }
        }
        if (pending) {
            print(line, cut, output);
        }
    }

    private static void print(CharSequence line, boolean cut, PrintStream output) {
        DecodedFields facts = Dump.read(line.toString());
        output.println(
                Json.of(cut ? facts.and("error", "only the first " + MAX_LINE + " characters were read") : facts));
    }
}
