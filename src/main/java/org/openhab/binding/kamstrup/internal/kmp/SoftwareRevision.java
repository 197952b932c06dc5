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
package org.openhab.binding.kamstrup.internal.kmp;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The revision of a meter's software.
 *
 * @param letter 1 for A, 2 for B and so on; 0 if the meter has it elsewhere
 * @param number 0 to 255
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record SoftwareRevision(int letter, int number) {

    private static final int LETTERS = 26;

    /** @return the revision for people, such as F1; both bytes as numbers if there is no such letter */
    @Override
    public String toString() {
        return letter >= 1 && letter <= LETTERS ? String.valueOf((char) ('A' + letter - 1)) + number
                : letter + "." + number;
    }
}
