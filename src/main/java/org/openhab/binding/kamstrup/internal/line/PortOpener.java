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
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Opens ports. A call blocks and serial libraries may hang, so it is called on the thread of a {@link Line} only.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@FunctionalInterface
public interface PortOpener {

    /**
     * Opens a port.
     *
     * @param settings which port and how
     * @return the open port, or why there is none
     */
    OpenResult open(LineSettings settings);

    /**
     * The control lines of the port that was opened last that do not have the state of its settings. To be called on
     * the thread that opens.
     *
     * @return their names
     */
    default List<String> deadControlLines() {
        return List.of();
    }

    /** Exchanges bytes through an open port. */
    interface PortUse {
        /** Sends a request and receives its result. */
        RequestResult apply(LinePort port) throws IOException;
    }

    /**
     * Opens a port, uses it and closes it.
     *
     * @return the result of the use, or why the port does not open
     * @throws IOException the port is lost
     */
    default RequestResult withPort(LineSettings settings, PortUse use) throws IOException {
        OpenResult opening = open(settings);
        if (opening instanceof OpenResult.Opened opened) {
            try {
                return use.apply(opened.port());
            } finally {
                opened.port().close();
            }
        }
        return opening instanceof OpenResult.NotOpened refused
                ? new RequestResult.Failed(refused.finding(), refused.evidence())
                : new RequestResult.Stopped();
    }
}
