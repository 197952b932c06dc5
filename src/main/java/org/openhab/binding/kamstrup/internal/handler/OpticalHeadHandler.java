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
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineClock;
import org.openhab.binding.kamstrup.internal.line.LineDiagnosis;
import org.openhab.binding.kamstrup.internal.line.LineJob;
import org.openhab.binding.kamstrup.internal.line.LineListener;
import org.openhab.binding.kamstrup.internal.line.LineStatistics.Snapshot;
import org.openhab.binding.kamstrup.internal.line.PortOpener;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.i18n.TimeZoneProvider;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingRegistry;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.BaseBridgeHandler;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.thing.binding.ThingHandlerService;
import org.openhab.core.types.Command;
import org.openhab.core.types.RefreshType;
import org.openhab.core.types.State;

/**
 * An infrared head: a port and its line. Its status is about the port. Without a meter thing below it, its status also
 * says whether a meter answers.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class OpticalHeadHandler extends BaseBridgeHandler implements LineListener {

    private static final String THREAD_PREFIX = "OH-binding-";
    /** The longest wait for the port to close; the line's thread closes it later otherwise. */
    private static final Duration CLOSING_PATIENCE = Duration.ofMillis(800);

    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(30);

    /** Persistence and the expiry of items also need updates of states that do not change. */
    public static final Duration UPDATE_INTERVAL = Duration.ofMinutes(1);

    private final PortOpener portOpener;
    private final Localizer texts;
    private final ThingRegistry things;
    private final TimeZoneProvider timeZoneProvider;
    private final Collection<Class<? extends ThingHandlerService>> services;
    private final Duration updateInterval;
    private final Map<Integer, ThingUID> meterOfAddress = new ConcurrentHashMap<>();
    private volatile @Nullable Line line;
    private volatile @Nullable Future<?> watch;
    private volatile @Nullable Snapshot lastState;
    /** The last status of the open port; null while it is closed. */
    private volatile @Nullable ThingStatusInfo openStatus;
    /** Whether a meter has answered with the settings of the head. */
    private volatile boolean answered;
    /** Set if the meter under the head is a thing below another head. */
    private volatile Optional<StatusText> meterOfOtherHead = Optional.empty();
    private volatile Runnable whenOpened = () -> {
        // nothing to do
    };

    /**
     * Creates a handler.
     *
     * @param bridge the head
     * @param portOpener opens its port
     * @param texts the texts in the user's language
     * @param things all things of openHAB
     * @param timeZoneProvider the time zone of openHAB
     * @param services its services, such as its actions
     * @param updateInterval from one update of all states to the next
     */
    public OpticalHeadHandler(Bridge bridge, PortOpener portOpener, Localizer texts, ThingRegistry things,
            TimeZoneProvider timeZoneProvider, Collection<Class<? extends ThingHandlerService>> services,
            Duration updateInterval) {
        super(bridge);
        this.updateInterval = updateInterval;
        this.portOpener = portOpener;
        this.texts = texts;
        this.things = things;
        this.timeZoneProvider = timeZoneProvider;
        this.services = services;
    }

    @Override
    public void initialize() {
        Optional<StatusText> validationError = OpticalHeadConfiguration.validationError(getConfig());
        if (validationError.isPresent()) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR,
                    validationError.get().toDescription());
            return;
        }
        Line newLine = new Line(THREAD_PREFIX + getThing().getUID().getAsString(),
                OpticalHeadConfiguration.of(getConfig()), portOpener, clock(), this);
        line = newLine;
        answered = false;
        meterOfOtherHead = Optional.empty();
        updateStatus(ThingStatus.UNKNOWN, ThingStatusDetail.NONE,
                new StatusText("unknown.port", portName()).toDescription());
        newLine.start();
        scheduleUpdate(newLine);
        watch = scheduler.scheduleWithFixedDelay(newLine::checkWatchdog, WATCH_INTERVAL.toSeconds(),
                WATCH_INTERVAL.toSeconds(), TimeUnit.SECONDS);
    }

    /** @return a new clock for a line, which ends with it */
    LineClock clock() {
        return LineClock.system();
    }

    @Override
    public void dispose() {
        Line oldLine = line;
        line = null;
        Future<?> oldWatch = watch;
        watch = null;
        if (oldWatch != null) {
            oldWatch.cancel(false);
        }
        if (oldLine != null) {
            oldLine.stop(CLOSING_PATIENCE);
        }
    }

    @Override
    public void handleCommand(ChannelUID channelUID, Command command) {
        // all states are known without a request
        Snapshot state = lastState;
        if (command instanceof RefreshType && state != null) {
            states(state).forEach((id, value) -> {
                if (id.equals(channelUID.getId())) {
                    updateState(channelUID, value);
                }
            });
        }
    }

    /** @return the line to the meters, if the head is configured; its port may be closed */
    public Optional<Line> line() {
        return Optional.ofNullable(line);
    }

    /**
     * Runs a job on the line and waits for its end. Prints that the head is not online if the job does not end.
     *
     * @param job gets the line, and a predicate that prints a text and returns false after the caller has stopped
     *            waiting
     * @param output prints a text, on the calling thread
     */
    public void runJob(BiConsumer<Line, Predicate<String>> job, Consumer<String> output) {
        if (line().filter(current -> LineJob.run(current, progress -> job.accept(current, progress), output))
                .isEmpty()) {
            output.accept(texts.text("console.not-online"));
        }
    }

    /**
     * Diagnoses the line, which takes up to some minutes, and waits for the end. If a meter answers with the settings
     * of the head, a report of the loggers of each meter thing below it follows.
     *
     * @param output prints each step, the conclusion and the reports
     */
    public void diagnose(Consumer<String> output) {
        AtomicBoolean isGood = new AtomicBoolean();
        runJob((current, progress) -> {
            LineDiagnosis.Result conclusion = current.diagnose(meterAddress(), step -> progress.test(texts.of(step)),
                    result -> progress.test("  " + texts.of(result.finding(), result.evidence(), current.portName())));
            progress.test(texts.of(conclusion));
            isGood.set(conclusion.finding() == Finding.GOOD
                    && conclusion.step().settings().equals(OpticalHeadConfiguration.of(getConfig())));
        }, output);
        if (isGood.get()) {
            for (Thing meter : getThing().getThings()) {
                if (meter.getHandler()instanceof HistoryRead.Source source) {
                    output.accept(meter.getUID().getAsString());
                    HistoryRead.report(source.historyRead(), texts, output);
                }
            }
        }
    }

    @Override
    public Collection<Class<? extends ThingHandlerService>> getServices() {
        return services;
    }

    /**
     * Claims an address for a meter below the head. Two things with one address would both show the meter that answers
     * there.
     *
     * @return the other meter that has the address; empty if the address is the meter's now
     */
    public Optional<ThingUID> claimAddress(int address, ThingUID meter) {
        return Optional.ofNullable(meterOfAddress.putIfAbsent(address, meter)).filter(owner -> !owner.equals(meter));
    }

    /** Releases the address of a meter, if it has one. */
    public void releaseAddress(ThingUID meter) {
        meterOfAddress.values().removeIf(meter::equals);
    }

    /** @return the texts in the user's language */
    public Localizer texts() {
        return texts;
    }

    /** @return the time zone of openHAB, for the times in texts */
    public ZoneId zone() {
        return timeZoneProvider.getTimeZone();
    }

    /** @return the address of the first meter thing below the head; without one, the address of heat meters */
    public int meterAddress() {
        return getThing().getThings().stream().map(Thing::getConfiguration)
                .filter(configuration -> MeterConfiguration.validationError(configuration).isEmpty())
                .map(configuration -> MeterConfiguration.of(configuration).polling().address()).findFirst()
                .orElseGet(() -> MeterConfiguration.of(new Configuration()).polling().address());
    }

    @Override
    public void portOpened() {
        updateOpenStatus(statusOfOpenPort(Finding.NOTHING_ASKED, ""));
        whenOpened.run();
    }

    private void updateOpenStatus(ThingStatusInfo status) {
        openStatus = status;
        updateStatus(status.getStatus(), status.getStatusDetail(), status.getDescription());
    }

    private ThingStatusInfo statusOfOpenPort(Finding finding, String evidence) {
        Optional<StatusText> deadLines = Optional.of(portOpener.deadControlLines()).filter(lines -> !lines.isEmpty())
                .map(lines -> new StatusText("online.conf-error.control-lines", portName(), String.join(" + ", lines)));
        if (finding.isOfMeter() && getThing().getThings().isEmpty()) {
            // no meter thing shows it
            return new ThingStatusInfo(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR,
                    deadLines.orElseGet(() -> statusText(finding, evidence)).toDescription());
        }
        if (meterOfOtherHead.isPresent() && getThing().getThings().isEmpty()) {
            return new ThingStatusInfo(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR,
                    meterOfOtherHead.get().toDescription());
        }
        // a head with a power supply of its own works nevertheless
        return deadLines
                .map(text -> new ThingStatusInfo(ThingStatus.ONLINE, ThingStatusDetail.NONE, text.toDescription()))
                .orElseGet(() -> new ThingStatusInfo(ThingStatus.ONLINE, ThingStatusDetail.NONE, null));
    }

    /**
     * The text of a finding. It names unusual settings first, unless a meter has answered with them.
     *
     * @param evidence the received bytes or a message; may be empty
     */
    StatusText statusText(Finding finding, String evidence) {
        List<String> unusual = OpticalHeadConfiguration.unusual(getConfig());
        if (answered || unusual.isEmpty() || !finding.isOfMeter()) {
            return StatusText.of(finding, evidence, portName());
        }
        return StatusText.withSettings(finding, evidence, String.join(" + ", unusual));
    }

    /**
     * Checks whether the meter under the head is a thing below another head, and shows that in the status.
     *
     * @param serialNumber the serial number that the meter sent
     */
    public boolean isMeterOfOtherHead(String serialNumber) {
        ThingUID head = getThing().getUID();
        meterOfOtherHead = things.getAll().stream()
                .filter(thing -> KamstrupBindingConstants.THING_TYPE_METER.equals(thing.getThingTypeUID())
                        && serialNumber.equals(thing.getProperties().get(Thing.PROPERTY_SERIAL_NUMBER))
                        && !head.equals(thing.getBridgeUID()))
                .findFirst().map(thing -> meterOfOtherHead(serialNumber, thing));
        updateStatusIfChanged();
        return meterOfOtherHead.isPresent();
    }

    private StatusText meterOfOtherHead(String serialNumber, Thing meter) {
        ThingUID other = meter.getBridgeUID();
        return new StatusText(
                other == null || things.get(other) == null ? "offline.conf-error.meter-of-missing-head"
                        : "offline.conf-error.meter-of-other-head",
                serialNumber, meter.getUID(), other == null ? "-" : other);
    }

    /**
     * Sets the action that runs whenever the port opens. It replaces the one before.
     *
     * @param action returns soon
     */
    public void whenOpened(Runnable action) {
        whenOpened = action;
    }

    @Override
    public void portClosed(Finding finding, String evidence) {
        openStatus = null;
        updateStatus(ThingStatus.OFFLINE,
                finding.isOfConfiguration() ? ThingStatusDetail.CONFIGURATION_ERROR
                        : ThingStatusDetail.COMMUNICATION_ERROR,
                StatusText.of(finding, evidence, portName()).toDescription());
    }

    @Override
    public void stateChanged(Snapshot state) {
        Snapshot before = lastState;
        lastState = state;
        answered |= state.finding() == Finding.GOOD;
        updateStatusIfChanged();
        Map<String, State> old = before == null ? Map.of() : states(before);
        states(state).forEach((id, value) -> {
            if (!value.equals(old.get(id))) {
                updateState(id, value);
            }
        });
        LineChannels.change(Optional.ofNullable(before), state)
                .ifPresent(event -> triggerChannel(LineChannels.CHANGE, event));
    }

    /** Updates all channels later, on the line's thread, so that updates do not pile up while that is busy. */
    private void scheduleUpdate(Line current) {
        current.schedule(() -> {
            if (current.equals(line)) {
                Snapshot state = current.state();
                lastState = state;
                states(state).forEach(this::updateState);
                scheduleUpdate(current);
            }
        }, updateInterval);
    }

    private void updateStatusIfChanged() {
        Snapshot state = lastState;
        ThingStatusInfo before = openStatus;
        if (state != null && before != null) {
            ThingStatusInfo status = statusOfOpenPort(state.finding(), state.evidence());
            if (!before.equals(status)) {
                updateOpenStatus(status);
            }
        }
    }

    @Override
    public void childHandlerInitialized(ThingHandler childHandler, Thing childThing) {
        // from now on the status of the meter thing shows whether the meter answers
        line().ifPresent(current -> current.schedule(this::updateStatusIfChanged, Duration.ZERO));
    }

    /** @return the state of the line, in the user's language */
    public String linkText() {
        Snapshot state = lastState;
        return state == null ? "" : texts.of(state.finding(), state.evidence(), portName());
    }

    private Map<String, State> states(Snapshot state) {
        return LineChannels.states(state, portName(), texts);
    }

    private String portName() {
        return OpticalHeadConfiguration.of(getConfig()).portName();
    }
}
