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
 * Hears about the port of a {@link Line}, on the line's thread, and on the one of {@link Line#watch} while that hangs.
 * It
 * hears nothing after the line was stopped, unless the line's thread was still at work when the patience of
 * {@link Line#stop} ended.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface LineListener {

    /** The port is open. */
    void portOpened();

    /**
     * The port is not open, or no longer; the line tries again by itself.
     *
     * @param finding why
     * @param evidence what the system said; may be empty
     */
    void portClosed(Finding finding, String evidence);

    /**
     * Something was asked, or the port opened or closed.
     *
     * @param state how the line is now
     */
    void used(LineStatistics.Snapshot state);
}
