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
package org.openhab.binding.kamstrup.internal.discovery;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.handler.OpticalHeadHandler;
import org.openhab.binding.kamstrup.internal.line.Backoff;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.polling.MeterIdentification;
import org.openhab.core.config.discovery.AbstractDiscoveryService;
import org.openhab.core.config.discovery.DiscoveryResult;
import org.openhab.core.config.discovery.DiscoveryResultBuilder;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.thing.binding.ThingHandlerService;

/**
 * Finds the meter under an optical head: when its port opens and no meter is set up for it, and whenever somebody
 * scans.
 * No port is looked at but that of a head that the user set up.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MeterDiscovery extends AbstractDiscoveryService implements ThingHandlerService {

    private static final int SCAN_SECONDS = 15;
    /** So that things in a file beside the head are there first. */
    private static final Duration SETTLING = Duration.ofSeconds(5);
    /** A meter that sleeps, or a head that is not in its place, is soon mended by who has just set the head up. */
    private static final Backoff LOOKING_AGAIN = Backoff.of(Duration.ofSeconds(30), Duration.ofMinutes(15));

    private @Nullable OpticalHeadHandler head;
    private boolean active;
    private volatile boolean looking;
    /** Who answered last and was not offered, because it is a thing below another head. */
    private volatile @Nullable String taken;
    private volatile Line.@Nullable Appointment nextLook;

    /** Made by openHAB for each head. */
    public MeterDiscovery() {
        super(Set.of(KamstrupBindingConstants.THING_TYPE_METER), SCAN_SECONDS, true);
    }

    @Override
    public void setThingHandler(@Nullable ThingHandler handler) {
        head = handler instanceof OpticalHeadHandler known ? known : null;
    }

    @Override
    public @Nullable ThingHandler getThingHandler() {
        return head;
    }

    // openHAB up to 4.1 calls activate and deactivate, later ones initialize and dispose

    @Override
    public void activate() {
        begin();
    }

    /** See {@link #activate}. */
    public void initialize() {
        begin();
    }

    private void begin() {
        if (!active) {
            active = true;
            super.activate(null);
        }
    }

    @Override
    public void deactivate() {
        end();
    }

    /** See {@link #deactivate}. */
    public void dispose() {
        end();
    }

    private void end() {
        if (active) {
            active = false;
            super.deactivate();
        }
    }

    @Override
    protected void startBackgroundDiscovery() {
        OpticalHeadHandler known = head;
        if (known != null) {
            looking = true;
            known.whenOpened(() -> lookLater(known, SETTLING, LOOKING_AGAIN));
        }
    }

    @Override
    protected void stopBackgroundDiscovery() {
        OpticalHeadHandler known = head;
        if (known != null) {
            looking = false;
            known.whenOpened(() -> {
                // nobody looks any more
            });
            forgetNextLook();
        }
    }

    private void forgetNextLook() {
        Line.Appointment next = nextLook;
        if (next != null) {
            next.cancel();
        }
    }

    private void lookLater(OpticalHeadHandler known, Duration delay, Backoff pauses) {
        forgetNextLook();
        known.line().ifPresent(line -> nextLook = line.schedule(() -> {
            // a meter that is set up is not woken to be found once more
            if (looking && known.getThing().getThings().isEmpty() && (isStillTaken(known) || !find(known, line))) {
                lookLater(known, pauses.next(), pauses.grown());
            }
        }, delay));
    }

    @Override
    protected void startScan() {
        OpticalHeadHandler known = head;
        if (known != null) {
            known.line().ifPresent(line -> line.schedule(() -> find(known, line), Duration.ZERO));
        }
    }

    /** The meter is not woken for that. */
    private boolean isStillTaken(OpticalHeadHandler known) {
        String serialNumber = taken;
        return serialNumber != null && known.isMeterOfOtherHead(serialNumber);
    }

    /** @return whether there is a meter that can be set up */
    private boolean find(OpticalHeadHandler known, Line line) {
        Optional<MeterProfile> meter = MeterIdentification.of(line, known.meterAddress());
        Optional<String> serialNumber = meter.map(MeterDiscovery::serialNumber);
        taken = serialNumber.filter(known::isMeterOfOtherHead).orElse(null);
        meter.filter(profile -> taken == null).ifPresent(profile -> thingDiscovered(result(known, profile)));
        return meter.isPresent() && taken == null;
    }

    private static String serialNumber(MeterProfile profile) {
        return Long.toString(profile.serialNumber());
    }

    private static DiscoveryResult result(OpticalHeadHandler head, MeterProfile profile) {
        String serialNumber = serialNumber(profile);
        ThingUID bridge = head.getThing().getUID();
        return DiscoveryResultBuilder
                .create(new ThingUID(KamstrupBindingConstants.THING_TYPE_METER, bridge, serialNumber))
                .withBridge(bridge).withLabel(head.texts().of(profile))
                .withProperty(Thing.PROPERTY_SERIAL_NUMBER, serialNumber)
                .withRepresentationProperty(Thing.PROPERTY_SERIAL_NUMBER).build();
    }
}
