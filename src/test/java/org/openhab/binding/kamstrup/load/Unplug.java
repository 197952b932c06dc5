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
package org.openhab.binding.kamstrup.load;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The command {@code openhab/unplug}. It runs in the project's folder.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Unplug {

    private Unplug() {
    }

    /**
     * @param arguments as {@link UnplugTest} has them; the script that starts this explains them
     */
    public static void main(String[] arguments) {
        LongTest.main("openhab/unplug", arguments, UnplugTest::parse);
    }
}
