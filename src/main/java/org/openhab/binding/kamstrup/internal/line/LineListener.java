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

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Receives the state of the port of a {@link Line}, on the line's thread, or on the thread of
 * {@link Line#checkWatchdog} while the line's thread hangs. Receives nothing after the line was stopped, unless the
 * line's thread was still at work when the patience of {@link Line#stop} ended.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface LineListener {

    /** The port is open. */
    void portOpened();

    /**
     * The port is not open, or no longer. The line tries to open it again.
     *
     * @param finding why
     * @param evidence the message of the system; may be empty
     */
    void portClosed(Finding finding, String evidence);

    /**
     * A request was sent, or the port was opened or closed.
     *
     * @param state the state of the line now
     */
    void stateChanged(LineStatistics.Snapshot state);
}
