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
package org.openhab.binding.kamstrup.openhab;

import java.io.IOException;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * openHAB did not start or does not do what it is asked. The message is meant to be shown.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class OpenHabException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, in words for a user
     */
    public OpenHabException(String message) {
        super(message);
    }
}
