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

import java.io.IOException;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The other end of a port has closed it after a message that says why.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class PortRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Finding finding;

    /**
     * Creates the exception.
     *
     * @param refusal the message of the other end
     * @param cause how the port failed
     */
    public PortRefusedException(OpenResult.NotOpened refusal, IOException cause) {
        super(refusal.evidence(), cause);
        finding = refusal.finding();
    }

    /** @return why a port failed */
    public static OpenResult.NotOpened reason(IOException failure) {
        return new OpenResult.NotOpened(
                failure instanceof PortRefusedException refused ? refused.finding : Finding.PORT_LOST,
                String.valueOf(failure.getMessage()));
    }
}
