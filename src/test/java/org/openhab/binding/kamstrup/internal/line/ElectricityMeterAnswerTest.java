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

import static org.junit.jupiter.api.Assertions.*;

import java.nio.charset.StandardCharsets;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetType;

/**
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ElectricityMeterAnswerTest {

    /** A frame without information. */
    private static final String UA = "7E A0 07 03 21 93 0F 01 7E";

    private static ByteString sevenBits(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] |= (byte) (Integer.bitCount(bytes[i]) % 2 == 0 ? 0 : 0x80);
        }
        return ByteString.copyOf(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = { "7E A0 07 03 21 93 0F 01 7E", "00 FF 7E A0 07 03 21 93 0F 01 7E 80 3F" })
    void recognisesAnHdlcFrame(String hex) {
        assertTrue(ElectricityMeterAnswer.isIn(ByteString.fromHex(hex)));
    }

    /** Wrong FCS, wrong length, another format, no second flag, cut short. */
    @ParameterizedTest
    @ValueSource(strings = { "7E A0 07 03 21 93 0F 02 7E", "7E A0 06 03 21 93 0F 01 7E", "7E B0 07 03 21 93 0F 01 7E",
            "7E A0 07 03 21 93 0F 01 7F", "7E A0 07 03", "7E", "7E A0 00 7E A0 00 7E A0 00 7E", "" })
    void doesNotTakeOtherBytesForAnHdlcFrame(String hex) {
        assertFalse(ElectricityMeterAnswer.isIn(ByteString.fromHex(hex)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/KAM 685-382-OK-15\r\n\u00020.0(00054042)\r\n1.20(0000053*kWh)\r\n",
            "/KAM 68438BC450000\r\n", "/KAM382J\r\n", "0.0.0(14990045)\r\n1.8.0(006753.0*kWh)\r\n",
            "/KMP5 KA6U001585575011\r\n\r\n1-0:1.8.1(00185.000*kWh)\r\n" })
    void recognisesTheTextOfAnElectricityMeter(String text) {
        assertTrue(ElectricityMeterAnswer.isIn(sevenBits(text)));
        assertTrue(ElectricityMeterAnswer.isIn(ByteString.copyOf(text.getBytes(StandardCharsets.US_ASCII))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/KAM MC\r\n\u0002", "/KAM MC\r\n\u00020.0(00000000000)6.8(0017.361*MWh)6.26(0012.61*m3)",
            "6.31(0000382*h)", "61.20(0001*kWh)", "0000382 0001200 0000000" })
    void leavesTheTextOfAHeatMeterToItsOwnFinding(String text) {
        assertFalse(ElectricityMeterAnswer.isIn(sevenBits(text)));
    }

    @Test
    void namesTheMeterWhateverWasAsked() {
        FakeClock clock = new FakeClock();
        ScriptedPort port = new ScriptedPort(clock);
        for (int attempt = 0; attempt < 3; attempt++) {
            port.then(new ScriptedPort.Arrival(300, UA));
        }
        RequestExecutor executor = new RequestExecutor(port, new LineSettings("test", 9600, 1), clock, exchange -> {
        });
        RequestResult result = assertDoesNotThrow(() -> executor.ask(new GetType(0x3F)));
        assertEquals(Finding.ELECTRICITY_METER, assertInstanceOf(RequestResult.Failed.class, result).finding());
    }
}
