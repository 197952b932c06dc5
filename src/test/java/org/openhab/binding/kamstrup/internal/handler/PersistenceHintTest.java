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

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PersistenceHintTest {

    /** As the interface of a service that takes values of the past. */
    private interface Modifiable {
    }

    private static class Influx implements Modifiable {
    }

    private static class SpecialInflux extends Influx {
    }

    private static class Rrd4j {
    }

    private final List<Class<?>> services = new ArrayList<>();

    private PersistenceHint hint(boolean hasTimeSeries) {
        return new PersistenceHint(hasTimeSeries, Modifiable.class.getName(), services::stream);
    }

    @Test
    void withoutServiceOfThePastSaysOnceWhatToInstall() {
        services.add(Rrd4j.class);
        PersistenceHint hint = hint(true);
        assertEquals(Optional.of(PersistenceHint.NO_SERVICE), hint.once());
        assertEquals(Optional.empty(), hint.once());
    }

    @Test
    void withServiceOfThePastSaysNothingUntilItIsRemoved() {
        services.addAll(List.of(Rrd4j.class, SpecialInflux.class));
        PersistenceHint hint = hint(true);
        assertEquals(Optional.empty(), hint.once());
        services.remove(1);
        assertEquals(Optional.of(PersistenceHint.NO_SERVICE), hint.once());
    }

    @Test
    void beforeTimeSeriesSaysThatNoServiceHelps() {
        services.add(Influx.class);
        PersistenceHint hint = hint(false);
        assertEquals(Optional.of(PersistenceHint.NO_TIME_SERIES), hint.once());
        assertEquals(Optional.empty(), hint.once());
    }

    @Test
    void outsideOfOpenHabThereIsNoService() {
        assertEquals(Optional.of(PersistenceHint.NO_SERVICE), PersistenceHint.ofOpenHab(true).once());
    }
}
