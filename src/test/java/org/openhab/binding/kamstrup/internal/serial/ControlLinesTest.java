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
package org.openhab.binding.kamstrup.internal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.kamstrup.internal.line.ControlLineState;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.core.io.transport.serial.SerialPort;

/**
 * RTS and DTR on the ports of openHAB 3.0 and of later ones.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ControlLinesTest {

    /** What a port has from openHAB 3.1 on. */
    public interface NewerSerialPort extends SerialPort {
        void setDTR(boolean on);

        boolean isDTR();

        boolean isRTS();
    }

    private final SerialPort olderPort = mock(SerialPort.class);
    private final NewerSerialPort newerPort = mock(NewerSerialPort.class);

    private static List<String> set(SerialPort port, ControlLineState rts, ControlLineState dtr) {
        return ControlLines.set(port, new LineSettings("test", 1200, 2, rts, dtr));
    }

    @Test
    void leavesLinesToTheDriver() {
        assertEquals(List.of(), set(newerPort, ControlLineState.AS_DRIVER_SETS, ControlLineState.AS_DRIVER_SETS));
        verifyNoInteractions(newerPort);
    }

    @Test
    void switchesRtsOnlyInOpenHab3_0() {
        assertEquals(List.of("DTR"), set(olderPort, ControlLineState.OFF, ControlLineState.ON));
        verify(olderPort).setRTS(false);
    }

    @Test
    void switchesBothLinesSinceOpenHab3_1() {
        when(newerPort.isDTR()).thenReturn(true);
        assertEquals(List.of(), set(newerPort, ControlLineState.OFF, ControlLineState.ON));
        verify(newerPort).setRTS(false);
        verify(newerPort).setDTR(true);
    }

    @Test
    void reportsLinesThatStayOff() {
        assertEquals(List.of("RTS", "DTR"), set(newerPort, ControlLineState.ON, ControlLineState.ON));
    }

    @Test
    void reportsLinesOfPortThatRefuses() {
        doThrow(new UnsupportedOperationException()).when(newerPort).setRTS(anyBoolean());
        doThrow(new UnsupportedOperationException()).when(newerPort).setDTR(anyBoolean());
        assertEquals(List.of("RTS", "DTR"), set(newerPort, ControlLineState.OFF, ControlLineState.OFF));
    }
}
