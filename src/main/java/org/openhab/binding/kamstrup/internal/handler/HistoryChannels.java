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
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.meter.Consumption;
import org.openhab.binding.kamstrup.internal.meter.LoggedConsumption;
import org.openhab.binding.kamstrup.internal.meter.LoggerHistory;
import org.openhab.binding.kamstrup.internal.meter.MeterLogger;
import org.openhab.binding.kamstrup.internal.meter.MeterLoggers;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.PhysicalQuantity;
import org.openhab.binding.kamstrup.internal.meter.RegisterIds;
import org.openhab.binding.kamstrup.internal.meter.RegisterKind;
import org.openhab.binding.kamstrup.internal.polling.HistoryDemand;
import org.openhab.binding.kamstrup.internal.polling.MeterHistory;
import org.openhab.binding.kamstrup.internal.polling.MeterPoller;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channels with the consumption of past hours, days, months and years: decides which rows of the meter's loggers
 * are read, and passes what follows from them to openHAB.
 * <p>
 * The state of a channel is the value of the last complete period. All values are sent as a time series, with the
 * beginnings of their periods as times.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HistoryChannels implements MeterHistory.Listener {

    /** The channel group. */
    static final String GROUP = "history";

    /** A wake-up counts as ended if nothing was read for so long: three attempts of a page take 15 s. */
    private static final Duration STALL = Duration.ofSeconds(20);
    /** So many wake-ups of 60 s of line time are enough for all rows of the hours. */
    private static final int MOST_WAKE_UPS = 10;
    /** A reading on demand ends after so many in which nothing is read; the first may be one that was ending. */
    private static final int IDLE_WAKE_UPS = 2;
    /** A state is valid for so many periods after its own: the next row is read within the first of them. */
    private static final int VALID_PERIODS = 2;

    /**
     * A channel.
     *
     * @param logger the logger that its values come from
     * @param quantity the end of its id
     * @param kind of its values
     * @param registers that the logger must have
     * @param value the value of a period
     */
    record LoggedChannel(MeterLogger logger, String quantity, RegisterKind kind, List<Integer> registers,
            Source value) {

        /** Computes the value of a period; empty if it has none. */
        interface Source {
            Optional<PhysicalQuantity> of(LoggedConsumption period);
        }

        /** @return the id within the group, such as <code>day-heat-energy</code> */
        String id() {
            return logger.id() + "-" + quantity;
        }
    }

    private static final List<LoggedChannel> CHANNELS = Stream.concat(
            Stream.of(MeterLogger.DAY, MeterLogger.MONTH, MeterLogger.YEAR)
                    .flatMap(logger -> Stream.of(
                            used(logger, "heat-energy", RegisterKind.ENERGY, RegisterIds.HEAT_ENERGY),
                            used(logger, "cooling-energy", RegisterKind.ENERGY, RegisterIds.COOLING_ENERGY),
                            used(logger, "volume", RegisterKind.VOLUME, RegisterIds.VOLUME),
                            mean(logger, "mean-flow-temperature", RegisterIds.VOLUME_FLOW_TEMPERATURE),
                            mean(logger, "mean-return-temperature", RegisterIds.VOLUME_RETURN_TEMPERATURE),
                            new LoggedChannel(logger, "mean-cooling", RegisterKind.TEMPERATURE,
                                    List.of(RegisterIds.VOLUME, RegisterIds.VOLUME_FLOW_TEMPERATURE,
                                            RegisterIds.VOLUME_RETURN_TEMPERATURE),
                                    LoggedConsumption::meanCooling))),
            Stream.of(used(MeterLogger.HOUR, "heat-energy", RegisterKind.ENERGY, RegisterIds.HEAT_ENERGY))).toList();

    private final Logger logger = LoggerFactory.getLogger(HistoryChannels.class);

    private final ThingUID thing;
    private final ZoneId zone;
    private final HistoryMode mode;
    private final MeterStates meterStates;
    private final ChannelStates states;
    private final MeterLoggersStore store;
    private final InstantSource clock;
    private final Supplier<@Nullable ThingHandlerCallback> callback;
    private final Optional<TimeSeriesSender> sender;
    private final PersistenceHint hint;
    private final MeterHistory history;

    /** Whether the model of the meter has loggers; any meter is asked for them on demand. */
    private volatile boolean hasLoggers;
    /** The registers that the meter has and that are read from its loggers. */
    private volatile List<Integer> registers = List.of();
    /** Loggers that were read once because a channel was linked. */
    private final Set<MeterLogger> served = EnumSet.noneOf(MeterLogger.class);
    /** The numbers of rows that are read on demand, of each caller. */
    private final List<Map<MeterLogger, Integer>> requested = new ArrayList<>();
    private int changes;
    /** Wake-ups whose requests have ended. */
    private int wakeUps;
    /** The periods of each channel that were sent as time series. */
    private final Map<String, Set<Instant>> sent = new HashMap<>();
    private Optional<Long> sentMeter = Optional.empty();
    /** The end of the period that each channel shows. */
    private final Map<String, Instant> shown = new HashMap<>();
    private Optional<MeterLoggers> published = Optional.empty();
    private boolean isStopped;

    private static LoggedChannel used(MeterLogger logger, String quantity, RegisterKind kind, int register) {
        return new LoggedChannel(logger, quantity, kind, List.of(register), period -> period.used(register));
    }

    private static LoggedChannel mean(MeterLogger logger, String quantity, int register) {
        return new LoggedChannel(logger, quantity, RegisterKind.TEMPERATURE, List.of(RegisterIds.VOLUME, register),
                period -> period.meanTemperature(register));
    }

    /**
     * Makes the channels of a meter.
     *
     * @param thing the meter
     * @param configuration its address, and which rows are read
     * @param zone where it hangs
     * @param states takes the states of the channels
     * @param store stores what was read
     * @param clock the present moment
     * @param sender sends time series; empty if openHAB has none
     * @param hint says why values of the past are not stored
     * @param callback of the thing; gives null when the thing was removed
     */
    HistoryChannels(ThingUID thing, MeterConfiguration configuration, ZoneId zone, ChannelStates states,
            MeterLoggersStore store, InstantSource clock, Optional<TimeSeriesSender> sender, PersistenceHint hint,
            Supplier<@Nullable ThingHandlerCallback> callback) {
        this.thing = thing;
        this.zone = zone;
        this.states = states;
        this.store = store;
        this.clock = clock;
        this.sender = sender;
        this.hint = hint;
        this.callback = callback;
        mode = configuration.history();
        meterStates = new MeterStates(zone);
        history = new MeterHistory(configuration.polling().address(), zone, store.load(), this);
    }

    /**
     * Makes the channels of a meter in the openHAB that runs.
     *
     * @see #HistoryChannels
     */
    static HistoryChannels ofOpenHab(ThingUID thing, MeterConfiguration configuration, ZoneId zone,
            ChannelStates states, MeterLoggersStore store, Supplier<@Nullable ThingHandlerCallback> callback) {
        Optional<TimeSeriesSender> sender = TimeSeriesSender.ofOpenHab();
        return new HistoryChannels(thing, configuration, zone, states, store, InstantSource.system(), sender,
                PersistenceHint.ofOpenHab(sender.isPresent()), callback);
    }

    /** @return the channels that a meter may have; none if its model has no loggers */
    static Stream<LoggedChannel> of(MeterProfile profile) {
        return profile.family().stream().flatMap(
                family -> CHANNELS.stream().filter(channel -> channel.registers().stream().allMatch(profile::has)
                        && family.logs(channel.logger(), channel.registers())));
    }

    /** @return what was read of the loggers */
    MeterHistory history() {
        return history;
    }

    /** @return the present moment */
    Instant now() {
        return clock.instant();
    }

    /** @return where the meter hangs */
    ZoneId zone() {
        return zone;
    }

    /** Takes the registers of the meter, and shows what was read of it before. Asks openHAB for the links. */
    void apply(MeterProfile profile) {
        hasLoggers = of(profile).findAny().isPresent();
        registers = Consumption.REGISTERS.stream().filter(profile::has).sorted().toList();
        want();
        history.loggers().filter(known -> known.isOf(profile)).ifPresent(this::publish);
    }

    /** Reads the loggers through a poller, between its readings. */
    void readThrough(MeterPoller poller) {
        poller.readHistory(history);
    }

    /**
     * To be called when an item was linked or its link has gone.
     *
     * @param channel of any group
     */
    void linksChanged(ChannelUID channel) {
        if (GROUP.equals(channel.getGroupId())) {
            synchronized (this) {
                CHANNELS.stream().filter(known -> known.id().equals(channel.getIdWithoutGroup()))
                        .forEach(known -> served.remove(known.logger()));
                sent.remove(channel.getId());
                published = Optional.empty();
            }
            want();
            history.loggers().ifPresent(this::publish);
            sayHint();
        }
    }

    /** Not when openHAB starts: its persistence services may come later. */
    private void sayHint() {
        if (hasLoggers && CHANNELS.stream().anyMatch(this::isLinked)) {
            hint.once().ifPresent(text -> logger.info("History of {}: {}", thing, text));
        }
    }

    /** Publishes and stores nothing any more. */
    synchronized void stop() {
        isStopped = true;
        ended();
    }

    @Override
    public synchronized void ended() {
        wakeUps++;
        notifyAll();
    }

    @Override
    public void changed(MeterLoggers loggers) {
        synchronized (this) {
            if (isStopped) {
                return;
            }
            store.save(loggers);
            changes++;
            notifyAll();
        }
        publish(loggers);
        sayHint();
        if (mode == HistoryMode.OFF) {
            serve();
        }
    }

    /** Ends the reading of loggers that are read on demand only. */
    private void serve() {
        Instant now = clock.instant();
        List<MeterLogger> complete = Stream.of(MeterLogger.values()).filter(logger -> history.isRead(logger, now))
                .toList();
        boolean isServed;
        synchronized (this) {
            isServed = served.addAll(complete);
        }
        if (isServed) {
            want();
        }
    }

    /** @return whether the meter has none of some loggers, as far as that is known */
    boolean isWithout(Set<MeterLogger> loggers) {
        return registers.isEmpty() || loggers.stream().allMatch(logger -> history.loggers()
                .filter(known -> known.of(logger).status() == LoggerHistory.Status.ABSENT).isPresent());
    }

    /** @return the counters that are read */
    List<Integer> registers() {
        return registers;
    }

    /**
     * Reads rows on demand and waits for them.
     *
     * @param rows how many of the newest rows of a logger
     * @param isAgain whether the meter is asked again for loggers that could not be read before
     * @param begin lets the meter be asked now; returns false if its head is not online
     * @param progress receives the number of values that were read; on the calling thread
     * @return whether everything was read that the meter has
     */
    boolean read(Map<MeterLogger, Integer> rows, boolean isAgain, BooleanSupplier begin,
            Consumer<MeterHistory.Progress> progress) {
        synchronized (this) {
            requested.add(rows);
        }
        want();
        if (isAgain) {
            history.askAgain();
        }
        try {
            int idle = 0;
            for (int i = 0; i < MOST_WAKE_UPS && idle < IDLE_WAKE_UPS
                    && (isAgain && i == 0 || !isRead(rows.keySet())); i++) {
                idle = awaitWakeUp(rows.keySet(), begin, progress) ? 0 : idle + 1;
            }
            return isRead(rows.keySet());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            synchronized (this) {
                requested.remove(rows);
            }
            want();
        }
    }

    /** @return whether anything was read in a wake-up */
    private boolean awaitWakeUp(Set<MeterLogger> loggers, BooleanSupplier begin,
            Consumer<MeterHistory.Progress> progress) throws InterruptedException {
        int first;
        int end;
        synchronized (this) {
            first = changes;
            end = wakeUps;
        }
        int seen = first;
        for (int now = begin.getAsBoolean() ? awaitChange(seen, end) : seen; now != seen; now = awaitChange(now, end)) {
            seen = now;
            progress.accept(new MeterHistory.Progress(
                    loggers.stream().mapToLong(logger -> history.progress(logger).read()).sum(),
                    loggers.stream().mapToLong(logger -> history.progress(logger).wanted()).sum()));
        }
        return seen != first;
    }

    /** @return the number of changes; the same as before if the wake-up has ended, or the head has gone */
    private synchronized int awaitChange(int before, int end) throws InterruptedException {
        long until = System.nanoTime() + STALL.toNanos();
        for (long left = STALL.toNanos(); changes == before && wakeUps == end
                && left > 0; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return changes;
    }

    private boolean isRead(Set<MeterLogger> loggers) {
        return loggers.stream().allMatch(logger -> history.isRead(logger, clock.instant()));
    }

    private void want() {
        Map<MeterLogger, HistoryDemand.Rows> wanted = new EnumMap<>(MeterLogger.class);
        if (!registers.isEmpty()) {
            Set<MeterLogger> linked = EnumSet.noneOf(MeterLogger.class);
            CHANNELS.stream().filter(this::isLinked).forEach(channel -> linked.add(channel.logger()));
            Stream.of(MeterLogger.values()).forEach(logger -> rows(logger, linked.contains(logger)).max()
                    .ifPresent(rows -> wanted.put(logger, new HistoryDemand.Rows(rows, registers))));
        }
        history.want(new HistoryDemand(wanted));
    }

    /** @return the numbers of rows that are wanted for different reasons */
    private synchronized IntStream rows(MeterLogger logger, boolean isLinked) {
        boolean isWanted = hasLoggers && switch (mode) {
            case OFF -> isLinked && !served.contains(logger);
            case DAILY -> isLinked || logger == MeterLogger.DAY;
            // each hour would wake the meter
            case ALL -> isLinked || logger != MeterLogger.HOUR;
        };
        return IntStream.concat(requested.stream().mapToInt(rows -> rows.getOrDefault(logger, 0)),
                IntStream.of(isWanted ? mode.rows() : 0)).filter(rows -> rows > 0);
    }

    private boolean isLinked(LoggedChannel channel) {
        ThingHandlerCallback openHab = callback.get();
        return openHab != null && openHab.isChannelLinked(uid(channel));
    }

    private ChannelUID uid(LoggedChannel channel) {
        return new ChannelUID(thing, GROUP, channel.id());
    }

    private void publish(MeterLoggers loggers) {
        Set<LoggedChannel> linked = Set.copyOf(CHANNELS.stream().filter(this::isLinked).toList());
        synchronized (this) {
            if (isStopped) {
                return;
            }
            if (sentMeter.filter(number -> number == loggers.serialNumber()).isEmpty()) {
                sentMeter = Optional.of(loggers.serialNumber());
                published = Optional.empty();
                sent.clear();
            }
            Instant now = clock.instant();
            for (MeterLogger logger : loggers.loggers().keySet()) {
                if (published.filter(before -> before.of(logger).equals(loggers.of(logger))).isEmpty()) {
                    List<LoggedConsumption> periods = LoggedConsumption.of(logger,
                            loggers.of(logger).rows(now.atZone(zone).toLocalDateTime()), zone);
                    CHANNELS.stream().filter(channel -> channel.logger() == logger)
                            .forEach(channel -> publish(channel, periods, linked.contains(channel), now));
                }
            }
            published = Optional.of(loggers);
        }
    }

    private void publish(LoggedChannel channel, List<LoggedConsumption> all, boolean isLinked, Instant now) {
        ThingHandlerCallback openHab = callback.get();
        List<LoggedConsumption> periods = all.stream().filter(period -> period.has(channel.registers())).toList();
        if (openHab == null || periods.isEmpty()) {
            return;
        }
        if (isLinked) {
            sender.ifPresent(series -> send(series, openHab, channel, periods));
        }
        LoggedConsumption last = periods.get(periods.size() - 1);
        Duration validity = Duration.between(now, last.end().plus(VALID_PERIODS, channel.logger().period()));
        if (!validity.isNegative()) {
            State state = state(channel, last).orElseGet(() -> UnDefType.UNDEF);
            String id = uid(channel).getId();
            Instant end = last.end().toInstant();
            boolean isSame = end.equals(shown.put(id, end)) && states.get(id).filter(state::equals).isPresent();
            states.put(id, state, validity);
            if (!isSame) {
                openHab.stateUpdated(uid(channel), state);
            }
        }
    }

    private Optional<State> state(LoggedChannel channel, LoggedConsumption period) {
        return channel.value().of(period).map(meterStates::of);
    }

    private void send(TimeSeriesSender series, ThingHandlerCallback openHab, LoggedChannel channel,
            List<LoggedConsumption> periods) {
        String id = uid(channel).getId();
        Set<Instant> known = new HashSet<>(sent.getOrDefault(id, Set.of()));
        SortedMap<Instant, State> news = new TreeMap<>();
        periods.stream().filter(period -> !known.contains(period.begin().toInstant())).forEach(
                period -> state(channel, period).ifPresent(state -> news.put(period.begin().toInstant(), state)));
        if (!news.isEmpty() && series.send(openHab, uid(channel), news)) {
            known.addAll(news.keySet());
            sent.put(id, known);
        }
    }
}
