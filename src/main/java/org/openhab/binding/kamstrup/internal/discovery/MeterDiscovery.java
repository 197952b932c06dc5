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
 * Discovers the meter under an optical head: in the background when its port opens and there is no meter thing for it,
 * and in a scan. It uses only the ports of optical heads that exist as things.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MeterDiscovery extends AbstractDiscoveryService implements ThingHandlerService {

    private static final int SCAN_SECONDS = 15;
    /** The time for openHAB to add the things of the file that has the head. */
    private static final Duration SETTLING = Duration.ofSeconds(5);
    /** Short at first: the user who adds the head also wakes the meter or corrects the place of the head. */
    private static final Backoff RETRIES = Backoff.of(Duration.ofSeconds(30), Duration.ofMinutes(15));

    private @Nullable OpticalHeadHandler head;
    private boolean active;
    private volatile boolean background;
    /** The serial number of the last meter, if it is a thing below another head. */
    private volatile @Nullable String meterOfOtherHead;
    private volatile Line.@Nullable Appointment nextSearch;

    /** Created by openHAB for each head. */
    public MeterDiscovery() {
        super(Set.of(KamstrupBindingConstants.THING_TYPE_METER), SCAN_SECONDS, true);
    }

    @Override
    public void setThingHandler(@Nullable ThingHandler handler) {
        head = handler instanceof OpticalHeadHandler current ? current : null;
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
        OpticalHeadHandler current = head;
        if (current != null) {
            background = true;
            current.whenOpened(() -> scheduleSearch(current, SETTLING, RETRIES));
        }
    }

    @Override
    protected void stopBackgroundDiscovery() {
        OpticalHeadHandler current = head;
        if (current != null) {
            background = false;
            current.whenOpened(() -> {
                // no discovery
            });
            cancelNextSearch();
        }
    }

    private void cancelNextSearch() {
        Line.Appointment next = nextSearch;
        if (next != null) {
            next.cancel();
        }
    }

    private void scheduleSearch(OpticalHeadHandler current, Duration delay, Backoff pauses) {
        cancelNextSearch();
        current.line().ifPresent(line -> nextSearch = line.schedule(() -> {
            // a meter that is a thing is not woken
            if (background && current.getThing().getThings().isEmpty()
                    && (isStillMeterOfOtherHead(current) || !find(current, line))) {
                scheduleSearch(current, pauses.next(), pauses.grown());
            }
        }, delay));
    }

    @Override
    protected void startScan() {
        OpticalHeadHandler current = head;
        if (current != null) {
            current.line().ifPresent(line -> line.schedule(() -> find(current, line), Duration.ZERO));
        }
    }

    /** Checked without a request, which would wake the meter. */
    private boolean isStillMeterOfOtherHead(OpticalHeadHandler current) {
        String serialNumber = meterOfOtherHead;
        return serialNumber != null && current.isMeterOfOtherHead(serialNumber);
    }

    /** @return whether a meter was discovered */
    private boolean find(OpticalHeadHandler current, Line line) {
        Optional<MeterProfile> meter = MeterIdentification.of(line, current.meterAddress());
        Optional<String> serialNumber = meter.map(MeterDiscovery::serialNumber);
        meterOfOtherHead = serialNumber.filter(current::isMeterOfOtherHead).orElse(null);
        meter.filter(profile -> meterOfOtherHead == null)
                .ifPresent(profile -> thingDiscovered(result(current, profile)));
        return meter.isPresent() && meterOfOtherHead == null;
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
