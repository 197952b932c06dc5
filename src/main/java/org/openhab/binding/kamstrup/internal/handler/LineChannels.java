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
package org.openhab.binding.kamstrup.internal.handler;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import javax.measure.Unit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.LineStatistics.Snapshot;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.library.unit.MetricPrefix;
import org.openhab.core.library.unit.Units;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * The channels of an optical head: the state and the statistics of its line.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class LineChannels {

    /** The trigger channel. */
    static final String CHANGE = "link-change";

    private LineChannels() {
    }

    /** @return the state of each channel */
    static Map<String, State> states(Snapshot state, String portName, Localizer texts) {
        Map<String, State> states = new LinkedHashMap<>();
        states.put("link-status", new StringType(texts.of(state.finding(), state.evidence(), portName)));
        states.put("success-rate-hour", orUndef(state.lastHour().percent(), Units.PERCENT));
        states.put("success-rate-day", orUndef(state.lastDay().percent(), Units.PERCENT));
        states.put("response-time", orUndef(state.responseTime().map(time -> BigDecimal.valueOf(time.toMillis())),
                MetricPrefix.MILLI(Units.SECOND)));
        states.put("retries", new DecimalType(Long.toString(state.retries())));
        states.put("bytes-sent", new DecimalType(Long.toString(state.bytesSent())));
        states.put("bytes-received", new DecimalType(Long.toString(state.bytesReceived())));
        return states;
    }

    private static State orUndef(Optional<BigDecimal> number, Unit<?> unit) {
        return number.<State> map(amount -> new QuantityType<>(amount, unit)).orElseGet(() -> UnDefType.UNDEF);
    }

    /**
     * The event of the trigger channel.
     *
     * @param before the state before; empty if there was none
     * @param now the state now
     * @return the id of the new finding; empty if it has not changed
     */
    static Optional<String> change(Optional<Snapshot> before, Snapshot now) {
        Finding was = before.map(Snapshot::finding).filter(finding -> finding != Finding.NOTHING_ASKED)
                .orElseGet(() -> Finding.GOOD);
        return Optional.of(now.finding()).filter(finding -> finding != was && finding != Finding.NOTHING_ASKED)
                .map(Finding::id);
    }
}
