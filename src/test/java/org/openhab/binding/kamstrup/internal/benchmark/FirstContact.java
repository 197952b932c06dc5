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
package org.openhab.binding.kamstrup.internal.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.line.Backoff;
import org.openhab.binding.kamstrup.internal.line.FakeClock;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineEvents;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.OpenResult;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.line.VirtualScheduler;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.MeterUpdate;
import org.openhab.binding.kamstrup.internal.meter.PowerSupply;
import org.openhab.binding.kamstrup.internal.meter.ReadingProcessor;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.internal.polling.MeterPoller;
import org.openhab.binding.kamstrup.internal.polling.PollSettings;
import org.openhab.binding.kamstrup.internal.polling.RegisterDemand;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WirePort;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;

/**
 * How long it takes from a head that is online to the first values of a meter and to all its channels, on a line of
 * 1200 baud without real time. Nothing of openHAB is in it but the binding.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class FirstContact implements MeterPoller.Listener {

    private static final Set<Integer> EIGHT = Set.of(60, 63, 68, 74, 80, 86, 87, 89);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double MILLIS_PER_SECOND = 1000.0;

    private final FakeClock clock = new FakeClock();
    private final Set<Integer> published = new HashSet<>();
    private Optional<MeterState> state;
    private Optional<Instant> firstValues = Optional.empty();
    private Optional<Instant> complete = Optional.empty();

    private FirstContact(Optional<MeterState> state) {
        this.state = state;
    }

    /** The figures of two models. */
    static List<String> lines() {
        return List.of("multical-601", "multical-603").stream().flatMap(name -> {
            FirstContact unknown = new FirstContact(Optional.empty());
            String first = unknown.read(name);
            return List
                    .of(name + ", unknown: " + first, name + ", known:   " + new FirstContact(unknown.state).read(name))
                    .stream();
        }).toList();
    }

    private String read(String image) {
        VirtualScheduler scheduler = new VirtualScheduler(clock);
        WirePort port = new WirePort(new SimulatedMeter(RegisterImage.named(image)), WireSettings.DEFAULT, clock);
        Line line = new Line(scheduler, new LineSettings("port", WireSettings.DEFAULT.baudRate(), 2),
                settings -> new OpenResult.Opened(port), clock, new LineEvents(),
                Backoff.of(Duration.ofSeconds(5), Duration.ofMinutes(1)));
        line.start();
        scheduler.pass(Duration.ZERO);
        Instant online = clock.instant();
        MeterPoller poller = new MeterPoller(line,
                new PollSettings(0x3F, PowerSupply.BATTERY.intervals(), Duration.ofDays(366)),
                new ReadingProcessor(Optional.empty(), Optional.empty(), ZoneOffset.UTC, Instant.EPOCH), state, this);
        poller.want(new RegisterDemand(
                EIGHT.stream().map(id -> Map.of(id, RegisterCatalogue.HEAT.find(id).orElseThrow().pollClass()))
                        .collect(Collectors.toUnmodifiableSet()),
                false));
        poller.start();
        scheduler.pass(PATIENCE);
        return "eight values " + since(online, firstValues) + ", all channels " + since(online, complete);
    }

    private static String since(Instant online, Optional<Instant> moment) {
        return moment
                .map(reached -> String.format(Locale.ROOT, "after %.1f s",
                        Duration.between(online, reached).toMillis() / MILLIS_PER_SECOND))
                .orElseGet(() -> "from before");
    }

    @Override
    public void updated(MeterPoller source, MeterUpdate update) {
        boolean isNew = state.filter(known -> known.profile().isComplete()).isEmpty();
        state = Optional.of(update.state());
        published.addAll(update.accepted().asked());
        if (published.containsAll(EIGHT) && firstValues.isEmpty()) {
            firstValues = Optional.of(clock.instant());
        }
        if (isNew && update.state().profile().isComplete()) {
            complete = Optional.of(clock.instant());
        }
    }

    @Override
    public void failed(MeterPoller source, RequestResult.Failed failure, boolean isOffline) {
        throw new IllegalStateException(failure.toString());
    }
}
