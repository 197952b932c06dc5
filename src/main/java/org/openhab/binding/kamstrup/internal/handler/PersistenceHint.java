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

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Says once why openHAB does not store the values of the past that a channel sends, and what to do. The interfaces of
 * openHAB's persistence are compared by name, because the binding does not need them otherwise.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PersistenceHint {

    /** For the releases in which the binding cannot send time series. */
    static final String NO_TIME_SERIES = "openHAB takes values of the past from a binding since version 4.1. Here, the channel has the last complete period; the action readHistory and the console command history give all rows.";
    /** For an openHAB that has no place for them. */
    static final String NO_SERVICE = "No persistence service is installed that takes values of the past, so the earlier periods are not stored. Install influxdb, jdbc, mongodb, timescaledb or victoriametrics, and give the item the strategy everyUpdate or forecast. rrd4j and mapdb take no values of the past.";

    private static final String SERVICE = "org.openhab.core.persistence.PersistenceService";
    private static final String MODIFIABLE = "org.openhab.core.persistence.ModifiablePersistenceService";

    /** Finds the persistence services. */
    interface Services {
        /** @return the classes of those that are there now */
        Stream<Class<?>> classes();
    }

    private final boolean hasTimeSeries;
    private final String modifiable;
    private final Services services;
    private final AtomicBoolean isSaid = new AtomicBoolean();

    /**
     * Makes a hint for one thing.
     *
     * @param hasTimeSeries whether openHAB takes time series from a binding
     * @param modifiable name of the interface of services that take values of the past
     * @param services finds the services
     */
    PersistenceHint(boolean hasTimeSeries, String modifiable, Services services) {
        this.hasTimeSeries = hasTimeSeries;
        this.modifiable = modifiable;
        this.services = services;
    }

    /** @return the hint for this openHAB */
    static PersistenceHint ofOpenHab(boolean hasTimeSeries) {
        return new PersistenceHint(hasTimeSeries, MODIFIABLE, PersistenceHint::installed);
    }

    private static Stream<Class<?>> installed() {
        @Nullable
        Bundle bundle = FrameworkUtil.getBundle(PersistenceHint.class);
        @Nullable
        BundleContext context = bundle == null ? null : bundle.getBundleContext();
        if (context == null) {
            return Stream.empty();
        }
        try {
            ServiceReference<?> @Nullable [] found = context.getAllServiceReferences(SERVICE, null);
            return found == null ? Stream.empty()
                    : Arrays.stream(found).flatMap(reference -> classOf(context, Objects.requireNonNull(reference)));
        } catch (InvalidSyntaxException e) {
            // there is no filter
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Class<?>> classOf(BundleContext context, ServiceReference<?> reference) {
        @Nullable
        Object service = context.getService(reference);
        if (service == null) {
            // it has gone meanwhile
            return Stream.empty();
        }
        context.ungetService(reference);
        return Stream.of(service.getClass());
    }

    /** @return the hint; empty if openHAB stores the values, or if the hint was given before */
    Optional<String> once() {
        Optional<String> hint = !hasTimeSeries ? Optional.of(NO_TIME_SERIES)
                : services.classes().anyMatch(this::isModifiable) ? Optional.empty() : Optional.of(NO_SERVICE);
        return hint.filter(text -> isSaid.compareAndSet(false, true));
    }

    private boolean isModifiable(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        return type.getName().equals(modifiable) || Arrays.stream(type.getInterfaces()).anyMatch(this::isModifiable)
                || parent != null && isModifiable(parent);
    }
}
