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
import org.openhab.binding.kamstrup.internal.kmp.ByteString;

/**
 * Recognises the own request where it comes back with wrong, lost or doubled bytes: a head that sends its own light
 * back into its receiver badly.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class EchoComparison {

    /** Bytes that a disturbed line may add. */
    private static final int MORE = 2;
    /** So many of a hundred bytes of the request have to be there, in their order. */
    private static final int LEAST_PERCENT = 60;
    private static final int ALL_PERCENT = 100;

    private EchoComparison() {
    }

    /** @return whether what was heard is the request and nothing else, not quite as it was sent */
    static boolean isDamaged(ByteString sent, ByteString heard) {
        return heard.size() <= sent.size() + MORE && !heard.equals(sent)
                && inCommon(sent, heard) * ALL_PERCENT >= sent.size() * LEAST_PERCENT;
    }

    /** @return the length of the longest common subsequence */
    private static int inCommon(ByteString sent, ByteString heard) {
        int[] before = new int[heard.size() + 1];
        for (int i = 1; i <= sent.size(); i++) {
            int[] now = new int[heard.size() + 1];
            for (int j = 1; j <= heard.size(); j++) {
                now[j] = sent.at(i - 1) == heard.at(j - 1) ? before[j - 1] + 1 : Math.max(before[j], now[j - 1]);
            }
            before = now;
        }
        return before[heard.size()];
    }
}
