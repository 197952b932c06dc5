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
package org.openhab.binding.kamstrup.internal.console;

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Decode;

/**
 * Tells what bytes mean.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DecodeCommand extends Command {

    DecodeCommand() {
        super("decode", "<hex…>");
    }

    @Override
    boolean run(List<String> words, Output output) {
        if (words.isEmpty()) {
            return false;
        }
        output.print(Decode.json(String.join(" ", words)));
        return true;
    }
}
