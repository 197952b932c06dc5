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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetType;
import org.openhab.binding.kamstrup.internal.text.DataBlock;
import org.openhab.binding.kamstrup.internal.text.Scales;
import org.openhab.binding.kamstrup.internal.text.TextAnswer;
import org.openhab.binding.kamstrup.internal.text.TextDecoder;
import org.openhab.binding.kamstrup.internal.text.TextItem;
import org.openhab.binding.kamstrup.internal.text.TextRequest;

/**
 * The simulated meters from before KMP.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TextWireTest {

    private static final WireSettings SETTINGS = WireSettings.DEFAULT.withResponseTime(TextWire.RESPONSE_TIME);
    private static final String READING = "0507109 1296626 0032673 0006811 0003366 0003445 0000031 0000079 0000093 0000000 \r";

    private long now;
    private int baudRate = 300;

    private static TextWire wire(String image, boolean withParity) {
        return new TextWire(new SimulatedTextMeter(TextImage.named(image)), SETTINGS, withParity);
    }

    /** @return all bytes of the answer, received at the speed of the answer unless another one is given */
    private byte[] ask(MeterWire wire, ByteString request, int answerBaudRate) {
        wire.send(now, request.toByteArray(), request.size(), rate -> rate == baudRate);
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        for (OptionalLong next = wire.nextEvent(); next.isPresent(); next = wire.nextEvent()) {
            now = next.getAsLong();
            received.writeBytes(wire.receive(now, rate -> rate == answerBaudRate));
        }
        return received.toByteArray();
    }

    private String text(MeterWire wire, TextRequest request, boolean withParity) {
        byte[] bytes = ask(wire, request.toWire(withParity), request.answerBaudRate());
        StringBuilder text = new StringBuilder();
        for (byte value : bytes) {
            assertTrue(withParity ? Integer.bitCount(value & 0xFF) % 2 == 0 : value >= 0);
            text.append((char) (value & 0x7F));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void answersWithAndWithoutParityBit(boolean withParity) {
        assertEquals(READING, text(wire("multical-66c", withParity), TextRequest.READING, withParity));
    }

    @Test
    void takesTimeOfBothSpeeds() {
        text(wire("multical-66c", true), TextRequest.READING, true);
        assertEquals(Duration.ofMillis(110 + 1000 + 742), Duration.ofMillis(now / 1_000_000));
    }

    @ParameterizedTest
    @CsvSource({ "1900, 0", "4999, 0", "5000, 81", "20000, 81" })
    void ignoresRequestWithinFiveSeconds(int millis, int bytes) {
        TextWire wire = wire("multical-66c", true);
        assertEquals(81, ask(wire, TextRequest.READING.toWire(true), 1200).length);
        now = Duration.ofMillis(millis).toNanos();
        assertEquals(bytes, ask(wire, TextRequest.READING.toWire(true), 1200).length);
    }

    @Test
    void hearsNothingWhileItAnswers() {
        TextWire wire = wire("multical-401", true);
        byte[] request = TextRequest.IDENTIFICATION.toWire(true).toByteArray();
        wire.send(0, request, request.length, rate -> rate == 300);
        now = Duration.ofMillis(1200).toNanos();
        int begun = wire.receive(now, rate -> true).length;
        assertEquals("/KAM0MCC\r\n".length() - begun, ask(wire, TextRequest.DATA.toWire(true), 300).length);
    }

    @Test
    void isSilentForFramesOfKmp() {
        ByteString frame = new GetType(0x3F).toFrame().toWire();
        baudRate = 1200;
        assertEquals(0, ask(wire("multical-66c", true), frame, 1200).length);
        baudRate = 300;
        assertEquals(0, ask(wire("multical-66c", true), frame, 300).length);
        assertEquals(0, ask(wire("multical-66c", false), frame, 300).length);
    }

    @Test
    void isSilentForRequestAtOtherSpeed() {
        baudRate = 1200;
        assertEquals(0, ask(wire("multical-66c", true), TextRequest.READING.toWire(true), 1200).length);
    }

    @Test
    void isSilentForRequestWithWrongParity() {
        assertEquals(0, ask(wire("multical-66c", true), TextRequest.READING.toWire(false), 1200).length);
        assertEquals(0, ask(wire("multical-66c", false), TextRequest.READING.toWire(true), 1200).length);
    }

    @Test
    void sendsOtherCharactersToPortAtOtherSpeed() {
        byte[] bytes = ask(wire("multical-66c", true), TextRequest.READING.toWire(true), 300);
        assertNotEquals(0, bytes.length);
        List<TextItem> items = items(bytes);
        assertTrue(items.stream().noneMatch(TextItem.Line.class::isInstance), items::toString);
    }

    @Test
    void echoesRequestBeforeAnswer() {
        TextWire wire = new TextWire(new SimulatedTextMeter(TextImage.named("multical-66c")), SETTINGS.withEcho(),
                true);
        byte[] bytes = ask(wire, TextRequest.IDENTIFICATION.toWire(true), 300);
        List<TextItem> items = items(bytes);
        assertEquals(new TextItem.Echo(TextRequest.IDENTIFICATION), items.get(0));
        assertEquals(3, items.size());
    }

    @Test
    void ignoresRequestAfterGap() {
        TextWire wire = wire("multical-66c", true);
        byte[] request = TextRequest.READING.toWire(true).toByteArray();
        wire.send(0, request, 2, rate -> rate == 300);
        wire.send(Duration.ofMillis(400).toNanos(), new byte[] { request[2] }, 1, rate -> rate == 300);
        assertEquals(0, wire.receive(Duration.ofSeconds(5).toNanos(), rate -> true).length);
    }

    @Test
    void sendsBlockAfterAcknowledgementOnly() {
        TextWire wire = wire("multical-41", true);
        assertEquals("", text(wire, TextRequest.DATA, true));
        now += Duration.ofSeconds(1).toNanos();
        assertEquals("/KAM0MCC\r\n", text(wire, TextRequest.IDENTIFICATION, true));
        List<TextItem> items = items(ask(wire, TextRequest.DATA.toWire(true), 300));
        assertEquals(Optional.of("00000012345"),
                DataBlock.read((TextItem.Block) items.get(0)).flatMap(DataBlock::customerNumber));
        assertEquals("", text(wire, TextRequest.DATA, true), "once");
    }

    @Test
    void answersWithWhatItHasBecome() {
        SimulatedTextMeter meter = new SimulatedTextMeter(TextImage.named("multical-66c"));
        meter.become(meter.image().with(TextRequest.READING, ":224384 \r"));
        assertEquals(":224384 \r", text(new TextWire(meter, SETTINGS, true), TextRequest.READING, true));
    }

    @Test
    void losesCharactersByFaultOfLine() {
        TextWire wire = new TextWire(new SimulatedTextMeter(TextImage.named("multical-66c")),
                SETTINGS.with(Faults.cutShort()), true);
        assertEquals(READING.substring(0, 6), text(wire, TextRequest.READING, true));
    }

    private static List<TextItem> items(byte[] bytes) {
        List<TextItem> items = new ArrayList<>();
        TextDecoder decoder = new TextDecoder((item, wire) -> items.add(item));
        decoder.accept(bytes, 0, bytes.length);
        decoder.end();
        return items;
    }

    /** Every line of every image is right by all checks, and the scales of code and data block agree. */
    @ParameterizedTest
    @CsvSource({ "multical-66c, 38, 507.109 MWh", "multical-66d, 38, 3652.8 GJ", "multical-401, 35, 142.36 GJ",
            "multical-41, 0, none" })
    void imageIsConsistent(String name, int lines, String energy) {
        TextWire wire = wire(name, true);
        List<TextAnswer> answers = new ArrayList<>();
        for (TextRequest request : TextRequest.values()) {
            now += Duration.ofSeconds(10).toNanos();
            byte[] bytes = ask(wire, request.toWire(true), request.answerBaudRate());
            assertTrue(request.lines() == 0 || bytes.length == 0 || bytes.length == request.answerBytes(),
                    request::name);
            if (request.lines() > 0) {
                List<TextItem> items = items(bytes);
                for (int i = 0; i < items.size(); i++) {
                    TextAnswer answer = TextAnswer.read(request, i, (TextItem.Line) items.get(i)).orElseThrow();
                    assertTrue(answer.isConsistent(), answer::toString);
                    answers.add(answer);
                }
            }
        }
        assertEquals(lines, answers.size());
        now += Duration.ofSeconds(10).toNanos();
        List<TextItem> items = new ArrayList<>(items(ask(wire, TextRequest.IDENTIFICATION.toWire(true), 300)));
        items.addAll(items(ask(wire, TextRequest.DATA.toWire(true), 300)));
        DataBlock block = items.stream().filter(TextItem.Block.class::isInstance)
                .flatMap(item -> DataBlock.read((TextItem.Block) item).stream()).findFirst().orElseThrow();
        Scales stated = Scales.of(block.values());
        answers.stream().flatMapToInt(answer -> answer.code().stream()).mapToObj(Scales::ofCode)
                .forEach(scales -> assertEquals(scales, stated.or(scales)));
        assertEquals(energy,
                block.values().stream().filter(value -> value.id() == 60).findFirst()
                        .map(value -> value.number().toPlainString() + " " + value.unit().orElseThrow().symbol())
                        .orElse("none"));
    }
}
