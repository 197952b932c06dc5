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

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.link.Line;
import org.openhab.binding.kamstrup.internal.link.LineClock;
import org.openhab.binding.kamstrup.internal.link.LineListener;
import org.openhab.binding.kamstrup.internal.link.PortOpener;
import org.openhab.binding.kamstrup.internal.link.PortProblem;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.binding.BaseBridgeHandler;
import org.openhab.core.types.Command;

/**
 * An infrared head: the port, and the line behind it. Its status is about the port, not about meters.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class OpticalHeadHandler extends BaseBridgeHandler implements LineListener {

    private static final String THREAD_PREFIX = "OH-binding-";
    /** How long openHAB is kept waiting for the port to close; it closes by itself later if that is not enough. */
    private static final Duration CLOSING_PATIENCE = Duration.ofMillis(800);

    private static final String CONFIGURATION_TEXTS = "offline.conf-error";
    /** What only the user can mend is a matter of configuration; the rest may heal by itself. */
    private static final Map<PortProblem, String> TEXTS = new EnumMap<>(Map.of( //
            PortProblem.INVALID_NAME, "offline.conf-error.port-name", //
            PortProblem.MISSING, "offline.comm-error.port-missing", //
            PortProblem.FORBIDDEN, "offline.comm-error.port-forbidden", //
            PortProblem.BUSY, "offline.comm-error.port-busy", //
            PortProblem.UNAVAILABLE, "offline.comm-error.port-unavailable", //
            PortProblem.UNSUPPORTED_SETTINGS, "offline.conf-error.port-settings", //
            PortProblem.UNREACHABLE, "offline.comm-error.port-unreachable", //
            PortProblem.LOST, "offline.comm-error.port-lost"));

    private final PortOpener portOpener;
    private volatile @Nullable Line line;

    public OpticalHeadHandler(Bridge bridge, PortOpener portOpener) {
        super(bridge);
        this.portOpener = portOpener;
    }

    @Override
    public void initialize() {
        Optional<StatusText> complaint = OpticalHeadConfiguration.complaint(getConfig());
        if (complaint.isPresent()) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, complaint.get().toDescription());
            return;
        }
        Line newLine = new Line(THREAD_PREFIX + getThing().getUID().getAsString(),
                OpticalHeadConfiguration.of(getConfig()), portOpener, LineClock.system(), this);
        line = newLine;
        updateStatus(ThingStatus.UNKNOWN);
        newLine.start();
    }

    @Override
    public void dispose() {
        Line oldLine = line;
        line = null;
        if (oldLine != null) {
            oldLine.stop(CLOSING_PATIENCE);
        }
    }

    @Override
    public void handleCommand(ChannelUID channelUID, Command command) {
        // a head has no channels
    }

    /** @return the line to the meters, if the head is configured; its port may be closed */
    Optional<Line> line() {
        return Optional.ofNullable(line);
    }

    @Override
    public void portOpened() {
        updateStatus(ThingStatus.ONLINE);
    }

    @Override
    public void portClosed(PortProblem problem, String evidence) {
        String key = TEXTS.getOrDefault(problem, "offline.comm-error.port-lost");
        ThingStatusDetail detail = key.startsWith(CONFIGURATION_TEXTS) ? ThingStatusDetail.CONFIGURATION_ERROR
                : ThingStatusDetail.COMMUNICATION_ERROR;
        String portName = OpticalHeadConfiguration.of(getConfig()).portName();
        updateStatus(ThingStatus.OFFLINE, detail,
                new StatusText(key, portName, evidence.isBlank() ? "-" : evidence).toDescription());
    }
}
