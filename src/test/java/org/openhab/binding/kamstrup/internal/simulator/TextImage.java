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
package org.openhab.binding.kamstrup.internal.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.text.SevenBit;
import org.openhab.binding.kamstrup.internal.text.TextRequest;

/**
 * The answers of a meter from before KMP.
 *
 * @param answers as they are sent, without parity; a request without an answer is not known to the meter
 * @param needsAcknowledgement whether the data block waits for {@link TextRequest#DATA}
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record TextImage(Map<TextRequest, String> answers, boolean needsAcknowledgement) {

    /** The images that come with the simulator. */
    public static final List<String> NAMES = List.of("multical-66c", "multical-66d", "multical-401", "multical-41");

    private static final String LINE_END = " \r";

    public TextImage {
        answers = Map.copyOf(answers);
    }

    /** One of the images that come with the simulator, such as "multical-66c". */
    public static TextImage named(String name) {
        try (InputStream input = TextImage.class.getResourceAsStream("/simulator/" + name + ".text")) {
            return parse(new String(input.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TextImage parse(List<String> lines) {
        Map<String, List<String>> entries = new LinkedHashMap<>();
        lines.stream().filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> line.split(" +", 2))
                .forEach(parts -> entries.computeIfAbsent(parts[0], key -> new ArrayList<>())
                        .add(parts.length == 1 ? "" : parts[1]));
        Map<TextRequest, String> answers = new LinkedHashMap<>();
        Arrays.stream(TextRequest.values()).filter(request -> entries.containsKey(request.text()))
                .forEach(request -> answers.put(request, lines(request, entries)));
        boolean needsAcknowledgement = entries.containsKey("acknowledge");
        String identification = "/" + only("identification", entries) + "\r\n";
        String block = block(only("block", entries).replace("|", "\r\n"));
        answers.put(TextRequest.IDENTIFICATION, needsAcknowledgement ? identification : identification + block);
        if (needsAcknowledgement) {
            answers.put(TextRequest.DATA, block);
        }
        return new TextImage(answers, needsAcknowledgement);
    }

    private static String only(String key, Map<String, List<String>> entries) {
        return entries.getOrDefault(key, List.of()).get(0);
    }

    private static String lines(TextRequest request, Map<String, List<String>> entries) {
        String end = request == TextRequest.SUMS ? " " + LINE_END : LINE_END;
        return String.join(end, entries.getOrDefault(request.text(), List.of())) + end;
    }

    private static String block(String text) {
        ByteString summed = SevenBit.encode(text + "\u0003", false);
        int sum = 0;
        for (int i = 0; i < summed.size(); i++) {
            sum += summed.at(i);
        }
        return "\u0002" + text + "\u0003" + (char) (sum & 0x7F);
    }

    /** The same meter with another answer to a request. */
    public TextImage with(TextRequest request, String answer) {
        Map<TextRequest, String> all = new LinkedHashMap<>(answers);
        all.put(request, answer);
        return new TextImage(all, needsAcknowledgement);
    }

    /** @return the answer to a request, empty if the meter does not know it */
    Optional<String> answer(TextRequest request) {
        return Optional.ofNullable(answers.get(request));
    }
}
