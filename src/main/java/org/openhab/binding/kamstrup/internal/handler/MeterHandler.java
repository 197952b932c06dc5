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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.kmp.MeterType;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.SerialNumber;
import org.openhab.binding.kamstrup.internal.link.Finding;
import org.openhab.binding.kamstrup.internal.link.Line;
import org.openhab.binding.kamstrup.internal.link.MeterListener;
import org.openhab.binding.kamstrup.internal.link.MeterReader;
import org.openhab.binding.kamstrup.internal.link.Outcome;
import org.openhab.binding.kamstrup.internal.meter.MeterModel;
import org.openhab.binding.kamstrup.internal.meter.ReadingPlan;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.core.i18n.TimeZoneProvider;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
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
 * A meter under an optical head. Its status is about the meter; whether there is a port is the head's to say.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MeterHandler extends BaseThingHandler implements MeterListener {

    private static final int INTERVALS_UNTIL_STALE = 3;
    /** Several attempts to read a meter that is hard to hear fit into this. */
    private static final Duration SHORTEST_TRUST = Duration.ofMinutes(1);
    private static final int LOOKS_PER_TRUST = 6;

    private final ReadingPlan plan = new ReadingPlan(RegisterCatalogue.registers());
    private final MeterStates meterStates;
    private final Map<String, TrustedState> states = new ConcurrentHashMap<>();

    /** Guards what follows, so that nothing is told that is no longer true. */
    private final Object lifecycle = new Object();
    private boolean configured;
    private MeterConfiguration configuration = new MeterConfiguration();
    private @Nullable MeterReader reader;
    private @Nullable ScheduledFuture<?> staleness;
    private @Nullable Finding reported;

    /** A state, and when it is too old to be shown. */
    private record TrustedState(State state, long untilNanos) {

        boolean isStale() {
            return System.nanoTime() - untilNanos > 0;
        }
    }

    public MeterHandler(Thing thing, TimeZoneProvider timeZoneProvider) {
        super(thing);
        meterStates = new MeterStates(timeZoneProvider);
    }

    @Override
    public void initialize() {
        synchronized (lifecycle) {
            Optional<StatusText> complaint = hasOpticalHead() ? configure()
                    : Optional.of(new StatusText("offline.conf-error.no-bridge"));
            if (complaint.isPresent()) {
                updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR,
                        complaint.get().toDescription());
                return;
            }
            configured = true;
            // what was shown before is trusted as long as if it were new
            getThing().getChannels().stream().map(Channel::getUID).map(ChannelUID::getId)
                    .forEach(channel -> states.put(channel, trusted(UnDefType.NULL)));
            long look = trust().toMillis() / LOOKS_PER_TRUST;
            staleness = scheduler.scheduleWithFixedDelay(this::distrustStaleStates, look, look, TimeUnit.MILLISECONDS);
            // openHAB tells of the bridge only what happens after this
            updateStatus(ThingStatus.UNKNOWN);
            followBridge();
        }
    }

    private Optional<StatusText> configure() {
        Optional<StatusText> complaint = Numbers.complaint(getConfig(), MeterConfiguration.NUMBERS);
        if (complaint.isPresent()) {
            return complaint;
        }
        configuration = getConfigAs(MeterConfiguration.class);
        return configuration.complaint();
    }

    @Override
    public void dispose() {
        synchronized (lifecycle) {
            configured = false;
            stopReading();
            ScheduledFuture<?> job = staleness;
            staleness = null;
            if (job != null) {
                job.cancel(false);
            }
            states.clear();
        }
    }

    @Override
    public void bridgeStatusChanged(ThingStatusInfo bridgeStatusInfo) {
        followBridge();
    }

    @Override
    public void channelLinked(ChannelUID channelUID) {
        TrustedState known = states.get(channelUID.getId());
        if (known != null && known.state() != UnDefType.NULL) {
            updateState(channelUID, known.state());
        }
    }

    @Override
    public void handleCommand(ChannelUID channelUID, Command command) {
        // nothing but a reading: no code here writes to a meter
        if (command instanceof RefreshType) {
            synchronized (lifecycle) {
                MeterReader current = reader;
                if (current != null) {
                    current.readNow();
                }
            }
        }
    }

    private void followBridge() {
        synchronized (lifecycle) {
            if (!configured) {
                return;
            }
            stopReading();
            Bridge bridge = getBridge();
            ThingStatus bridgeStatus = bridge == null ? ThingStatus.OFFLINE : bridge.getStatus();
            Optional<Line> line = line();
            if (bridgeStatus == ThingStatus.ONLINE && line.isPresent()) {
                MeterReader newReader = new MeterReader(line.get(), configuration.address, configuration.interval(),
                        plan, this);
                reader = newReader;
                updateStatus(ThingStatus.UNKNOWN);
                newReader.start();
            } else if (bridgeStatus != ThingStatus.UNKNOWN) {
                updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_OFFLINE);
            }
        }
    }

    private void stopReading() {
        MeterReader current = reader;
        reader = null;
        reported = null;
        if (current != null) {
            current.stop();
        }
    }

    private boolean hasOpticalHead() {
        Bridge bridge = getBridge();
        return bridge != null && KamstrupBindingConstants.THING_TYPE_OPTICAL_HEAD.equals(bridge.getThingTypeUID());
    }

    private Optional<Line> line() {
        Bridge bridge = getBridge();
        return bridge != null && bridge.getHandler()instanceof OpticalHeadHandler head ? head.line() : Optional.empty();
    }

    private boolean isCurrent(MeterReader speaker) {
        synchronized (lifecycle) {
            return speaker.equals(reader);
        }
    }

    @Override
    public void identified(MeterReader speaker, MeterType type, SerialNumber serialNumber) {
        Map<String, String> properties = editProperties();
        properties.put(Thing.PROPERTY_SERIAL_NUMBER, Long.toString(serialNumber.number()));
        properties.put(KamstrupBindingConstants.PROPERTY_METER_TYPE, String.format(Locale.ROOT, "%04X", type.type()));
        properties.put(Thing.PROPERTY_FIRMWARE_VERSION, type.software().toString());
        MeterModel.ofType(type.type()).ifPresentOrElse(
                model -> properties.put(Thing.PROPERTY_MODEL_ID, model.modelName()),
                () -> properties.remove(Thing.PROPERTY_MODEL_ID));
        // not under the lock: openHAB takes locks of its own for it, which it may hold while it disposes of this
        if (isCurrent(speaker)) {
            updateProperties(properties);
        }
    }

    @Override
    public void answered(MeterReader speaker, List<Integer> ids, RegisterValues values) {
        synchronized (lifecycle) {
            if (isCurrent(speaker)) {
                RegisterCatalogue.registers().stream().filter(register -> ids.contains(register.id()))
                        .forEach(register -> publish(register.channel(), meterStates.stateOf(register, values)));
            }
        }
    }

    @Override
    public void read(MeterReader speaker) {
        synchronized (lifecycle) {
            if (isCurrent(speaker)) {
                reported = null;
                if (getThing().getStatus() != ThingStatus.ONLINE) {
                    updateStatus(ThingStatus.ONLINE);
                }
            }
        }
    }

    @Override
    public void missed(MeterReader speaker, Outcome.Failed failure, boolean offline) {
        synchronized (lifecycle) {
            // the octets differ each time: the same finding is not told again because of them
            if (offline && isCurrent(speaker) && failure.finding() != reported) {
                reported = failure.finding();
                updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR,
                        new StatusText("offline.comm-error." + failure.finding().id(), failure.evidence())
                                .toDescription());
            }
        }
    }

    private void publish(String channel, State state) {
        states.put(channel, trusted(state));
        updateState(channel, state);
    }

    private Duration trust() {
        Duration intervals = configuration.interval().multipliedBy(INTERVALS_UNTIL_STALE);
        return intervals.compareTo(SHORTEST_TRUST) < 0 ? SHORTEST_TRUST : intervals;
    }

    private TrustedState trusted(State state) {
        return new TrustedState(state, System.nanoTime() + trust().toNanos());
    }

    private void distrustStaleStates() {
        synchronized (lifecycle) {
            if (configured) {
                states.forEach((channel, known) -> {
                    if (known.isStale() && known.state() != UnDefType.UNDEF) {
                        publish(channel, UnDefType.UNDEF);
                    }
                });
            }
        }
    }
}
