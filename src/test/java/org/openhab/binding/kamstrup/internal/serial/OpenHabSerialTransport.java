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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.io.transport.serial.SerialPortManager;
import org.openhab.core.io.transport.serial.internal.RxTxPortProvider;
import org.openhab.core.io.transport.serial.internal.SerialPortManagerImpl;
import org.openhab.core.io.transport.serial.internal.SerialPortRegistry;
import org.openhab.core.io.transport.serial.rxtx.rfc2217.internal.RFC2217PortProvider;

/**
 * openHAB's own serial transport with its two providers and the one of this add-on, without openHAB around it.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class OpenHabSerialTransport {

    private OpenHabSerialTransport() {
    }

    public static SerialPortManager manager() {
        return new SerialPortManagerImpl(new Registry());
    }

    private static class Registry extends SerialPortRegistry {
        Registry() {
            registerSerialPortCreator(new RxTxPortProvider());
            registerSerialPortCreator(new RFC2217PortProvider());
            registerSerialPortCreator(new JSerialCommPortProvider());
        }
    }
}
