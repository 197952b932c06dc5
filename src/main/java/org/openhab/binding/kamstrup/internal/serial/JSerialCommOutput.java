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

import java.io.IOException;
import java.io.OutputStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What a port of jSerialComm sends.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class JSerialCommOutput extends OutputStream {

    private final JSerialCommDevice device;

    JSerialCommOutput(JSerialCommDevice device) {
        this.device = device;
    }

    @Override
    public void write(int byteValue) throws IOException {
        write(new byte[] { (byte) byteValue }, 0, 1);
    }

    @Override
    public void write(byte @Nullable [] bytes, int offset, int length) throws IOException {
        if (bytes != null) {
            device.write(bytes, offset, length);
        }
    }
}
