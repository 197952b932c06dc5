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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.kmp.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.GetSerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.GetType;
import org.openhab.binding.kamstrup.internal.kmp.MeterType;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Response;
import org.openhab.binding.kamstrup.internal.kmp.SerialNumber;
import org.openhab.binding.kamstrup.internal.link.Backoff;
import org.openhab.binding.kamstrup.internal.link.Line;
import org.openhab.binding.kamstrup.internal.link.Outcome;
import org.openhab.binding.kamstrup.internal.meter.MeterModel;
import org.openhab.binding.kamstrup.internal.meter.ReadingPlan;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.core.i18n.TimeZoneProvider;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.binding.BaseThingHandler;
import org.openhab.core.types.Command;
import org.openhab.core.types.RefreshType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * A meter under an optical head. It is read at its interval, on the thread of the head's line. Its status is about the
 * meter; whether there is a port is the head's to say.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MeterHandler extends BaseThingHandler {

    /** One missed reading does not make a meter offline. */
    private static final int MISSED_READINGS_FOR_OFFLINE = 2;
    /** States older than so many intervals are no longer shown. */
    private static final int INTERVALS_UNTIL_STALE = 3;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);

    private final ReadingPlan plan = new ReadingPlan(RegisterCatalogue.registers());
    private final MeterStates meterStates;
    private final Map<String, State> states = new ConcurrentHashMap<>();
    private final AtomicBoolean extraReadingWanted = new AtomicBoolean();

    private volatile MeterConfiguration configuration = new MeterConfiguration();
    /** The chain of readings that is going on; an older one that still finds itself scheduled ends. */
    private volatile @Nullable Object readings;
    private volatile @Nullable ScheduledFuture<?> staleness;
    private volatile boolean disposed;

    // of the line's thread
    private int missedReadings;
    private boolean identified;
    private Backoff retrying = Backoff.of(FIRST_RETRY, FIRST_RETRY);

    public MeterHandler(Thing thing, TimeZoneProvider timeZoneProvider) {
        super(thing);
        meterStates = new MeterStates(timeZoneProvider);
    }

    @Override
    public void initialize() {
        configuration = getConfigAs(MeterConfiguration.class);
        disposed = false;
        Optional<StatusText> complaint = hasOpticalHead() ? configuration.complaint()
                : Optional.of(new StatusText("offline.conf-error.no-bridge"));
        if (complaint.isPresent()) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, complaint.get().toDescription());
        } else {
            followBridge();
        }
    }

    @Override
    public void dispose() {
        disposed = true;
        readings = null;
        ScheduledFuture<?> oldStaleness = staleness;
        staleness = null;
        if (oldStaleness != null) {
            oldStaleness.cancel(false);
        }
        states.clear();
    }

    @Override
    public void bridgeStatusChanged(ThingStatusInfo bridgeStatusInfo) {
        ThingStatusDetail detail = getThing().getStatusInfo().getStatusDetail();
        if (detail != ThingStatusDetail.CONFIGURATION_ERROR) {
            followBridge();
        }
    }

    @Override
    public void channelLinked(ChannelUID channelUID) {
        State state = states.get(channelUID.getId());
        if (state != null) {
            updateState(channelUID, state);
        }
    }

    @Override
    public void handleCommand(ChannelUID channelUID, Command command) {
        // nothing but a reading: no code here writes to a meter
        if (command instanceof RefreshType && readings != null && extraReadingWanted.compareAndSet(false, true)) {
            line().ifPresent(line -> line.schedule(() -> {
                extraReadingWanted.set(false);
                Object current = readings;
                if (current != null) {
                    read(line);
                }
            }, Duration.ZERO));
        }
    }

    private void followBridge() {
        Bridge bridge = getBridge();
        Optional<Line> line = line();
        if (bridge == null || bridge.getStatus() != ThingStatus.ONLINE || line.isEmpty()) {
            readings = null;
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_OFFLINE);
            return;
        }
        Object chain = new Object();
        readings = chain;
        updateStatus(ThingStatus.UNKNOWN);
        line.get().schedule(() -> {
            // the head may have come to another meter, or the thing to another address
            identified = false;
            missedReadings = 0;
            retrying = firstRetry();
            extraReadingWanted.set(false);
            readAndGoOn(line.get(), chain);
        }, Duration.ZERO);
    }

    private Backoff firstRetry() {
        return Backoff.of(FIRST_RETRY, configuration.interval());
    }

    private boolean hasOpticalHead() {
        Bridge bridge = getBridge();
        return bridge != null && KamstrupBindingConstants.THING_TYPE_OPTICAL_HEAD.equals(bridge.getThingTypeUID());
    }

    private Optional<Line> line() {
        Bridge bridge = getBridge();
        return bridge != null && bridge.getHandler()instanceof OpticalHeadHandler head ? head.line() : Optional.empty();
    }

    private void readAndGoOn(Line line, Object chain) {
        if (!chain.equals(readings)) {
            return;
        }
        long begin = System.nanoTime();
        Duration next = configuration.interval();
        try {
            if (read(line)) {
                // an interval goes from beginning to beginning
                next = next.minusNanos(System.nanoTime() - begin);
                retrying = firstRetry();
            } else {
                next = retrying.next();
                retrying = retrying.grown();
            }
        } finally {
            // whatever happens, a meter is read for years
            Duration delay = next;
            line.schedule(() -> readAndGoOn(line, chain), delay);
        }
    }

    /** @return whether everything that was asked was answered */
    private boolean read(Line line) {
        if (!identified && !identify(line)) {
            return false;
        }
        for (GetRegisters request : plan.requests(configuration.address)) {
            if (!(answer(line.ask(request))instanceof RegisterValues values)) {
                return false;
            }
            publish(request.ids(), values);
        }
        missedReadings = 0;
        trustStatesForAWhile();
        if (getThing().getStatus() != ThingStatus.ONLINE && readings != null) {
            updateStatus(ThingStatus.ONLINE);
        }
        return true;
    }

    private boolean identify(Line line) {
        if (answer(line.ask(new GetType(configuration.address)))instanceof MeterType type
                && answer(line.ask(new GetSerialNumber(configuration.address)))instanceof SerialNumber serialNumber) {
            Map<String, String> properties = editProperties();
            properties.put(Thing.PROPERTY_SERIAL_NUMBER, Long.toString(serialNumber.number()));
            properties.put(KamstrupBindingConstants.PROPERTY_METER_TYPE,
                    String.format(Locale.ROOT, "%04X", type.type()));
            properties.put(Thing.PROPERTY_FIRMWARE_VERSION, type.software().toString());
            MeterModel.ofType(type.type())
                    .ifPresent(model -> properties.put(Thing.PROPERTY_MODEL_ID, model.modelName()));
            updateProperties(properties);
            identified = true;
        }
        return identified;
    }

    private @Nullable Response answer(Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered) {
            return answered.response();
        }
        if (outcome instanceof Outcome.Failed failed) {
            missed(failed);
        }
        // without a port the head tells why, and a line that was stopped is nobody's fault
        return null;
    }

    private void missed(Outcome.Failed failed) {
        missedReadings++;
        boolean firstContact = getThing().getStatus() == ThingStatus.UNKNOWN;
        if (readings != null && (firstContact || missedReadings >= MISSED_READINGS_FOR_OFFLINE)) {
            // another meter may be under the head when it speaks again
            identified = false;
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR,
                    new StatusText("offline.comm-error." + failed.finding().id(), failed.evidence()).toDescription());
        }
    }

    private void publish(List<Integer> ids, RegisterValues values) {
        RegisterCatalogue.registers().stream().filter(register -> ids.contains(register.id()))
                .forEach(register -> publish(register.channel(), meterStates.stateOf(register, values)));
    }

    private void publish(String channel, State state) {
        if (readings != null) {
            states.put(channel, state);
            updateState(channel, state);
        }
    }

    private void trustStatesForAWhile() {
        ScheduledFuture<?> oldStaleness = staleness;
        if (oldStaleness != null) {
            oldStaleness.cancel(false);
        }
        if (disposed) {
            return;
        }
        staleness = scheduler.schedule(this::distrustStates,
                configuration.interval().toMillis() * INTERVALS_UNTIL_STALE, TimeUnit.MILLISECONDS);
    }

    private void distrustStates() {
        if (disposed) {
            return;
        }
        states.keySet().forEach(channel -> {
            states.put(channel, UnDefType.UNDEF);
            updateState(channel, UnDefType.UNDEF);
        });
    }
}
