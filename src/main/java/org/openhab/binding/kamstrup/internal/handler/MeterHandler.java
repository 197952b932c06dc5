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

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.meter.InfoCondition;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.MeterUpdate;
import org.openhab.binding.kamstrup.internal.meter.ReadingProcessor;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.polling.MeterPoller;
import org.openhab.binding.kamstrup.internal.polling.RegisterDemand;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.i18n.TimeZoneProvider;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.binding.BaseThingHandler;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.ThingHandlerService;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.types.Command;
import org.openhab.core.types.RefreshType;
import org.openhab.core.types.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A meter: polls it through its optical head and shows its values in channels.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MeterHandler extends BaseThingHandler implements MeterPoller.Listener, HistoryRead.Source {

    private static final long STALENESS_CHECK_SECONDS = 10;

    private final Logger logger = LoggerFactory.getLogger(MeterHandler.class);

    private final TimeZoneProvider timeZoneProvider;
    private final Localizer localizer;
    private final MeterStateStore store;
    private final MeterLoggersStore loggersStore;
    private final Instant built;
    private final Collection<Class<? extends ThingHandlerService>> services;
    private final ChannelStates states;
    private final PublishedChannels channels;
    private final MeterExchange exchange;

    /** The consumption of past periods; empty before the thing is initialized. */
    private volatile Optional<HistoryChannels> history = Optional.empty();

    /** Guards what follows. No call to openHAB that takes openHAB's locks is made with it, except of the status. */
    private final Object lock = new Object();
    private boolean isConfigured;
    private MeterConfiguration configuration = MeterConfiguration.of(new Configuration());
    private MeterStates meterStates;
    private String reportedChannelError = "";
    private Optional<MeterState> state = Optional.empty();
    private @Nullable MeterPoller poller;
    private @Nullable ScheduledFuture<?> stalenessCheck;
    private @Nullable Finding reportedFinding;

    /**
     * Makes a handler.
     *
     * @param thing the meter
     * @param timeZoneProvider provides the zone of the meter's dates
     * @param localizer provides texts in the user's language
     * @param store stores the state of the meter
     * @param loggersStore stores what was read of its loggers
     * @param built when the add-on was built
     * @param nanoClock nanoseconds since any moment, for the age of channel states
     * @param services of the thing, such as its actions
     */
    public MeterHandler(Thing thing, TimeZoneProvider timeZoneProvider, Localizer localizer, MeterStateStore store,
            MeterLoggersStore loggersStore, Instant built, LongSupplier nanoClock,
            Collection<Class<? extends ThingHandlerService>> services) {
        super(thing);
        this.timeZoneProvider = timeZoneProvider;
        this.localizer = localizer;
        this.store = store;
        this.loggersStore = loggersStore;
        this.built = built;
        this.services = services;
        states = new ChannelStates(nanoClock);
        channels = new PublishedChannels(states, configuration, this::updateState);
        exchange = new MeterExchange(thing.getUID(), timeZoneProvider.getTimeZone());
        meterStates = new MeterStates(timeZoneProvider.getTimeZone());
    }

    @Override
    public void initialize() {
        Optional<StatusText> error = validationError();
        if (error.isPresent()) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, error.get().toDescription());
            return;
        }
        synchronized (lock) {
            configuration = MeterConfiguration.of(getConfig());
            meterStates = new MeterStates(timeZoneProvider.getTimeZone());
            channels.configure(new UserChannels(channelsOfUser(), meterStates), configuration);
            history = Optional.of(HistoryChannels.ofOpenHab(getThing().getUID(), configuration,
                    timeZoneProvider.getTimeZone(), states, loggersStore, this::getCallback));
        }
        store.load().ifPresent(this::apply);
        synchronized (lock) {
            isConfigured = true;
            channels.keepRestored();
            stalenessCheck = scheduler.scheduleWithFixedDelay(this::setStaleStatesUndef, STALENESS_CHECK_SECONDS,
                    STALENESS_CHECK_SECONDS, TimeUnit.SECONDS);
            updateStatus(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, headText("unknown.head"));
            followBridge();
        }
    }

    private Optional<StatusText> validationError() {
        Bridge bridge = getBridge();
        if (bridge == null || !KamstrupBindingConstants.THING_TYPE_OPTICAL_HEAD.equals(bridge.getThingTypeUID())) {
            return Optional.of(new StatusText("offline.conf-error.no-bridge"));
        }
        return MeterConfiguration.validationError(getConfig()).or(this::sameAddress);
    }

    private Optional<StatusText> sameAddress() {
        int address = MeterConfiguration.of(getConfig()).polling().address();
        return head().flatMap(head -> head.claimAddress(address, getThing().getUID()))
                .map(owner -> new StatusText("offline.conf-error.same-address", address, owner));
    }

    private List<Channel> channelsOfUser() {
        return getThing().getChannels().stream().filter(channel -> !MeterChannels.isOurs(channel.getUID())).toList();
    }

    /** Gives the thing the channels and properties of a meter. */
    private void apply(MeterState newState) {
        MeterProfile profile = newState.profile();
        List<MeterChannel> made = MeterChannels.of(getThing().getUID(), this::channelBuilder, profile, meterStates,
                configuration.calendar(timeZoneProvider.getTimeZone()), localizer, this::isLinked);
        synchronized (lock) {
            state = Optional.of(newState);
            channels.setOfMeter(made);
        }
        List<Channel> all = new ArrayList<>(made.stream().map(MeterChannel::channel).toList());
        Set<ChannelUID> uids = Set.copyOf(all.stream().map(Channel::getUID).toList());
        // channels of before go once it is known that the meter does not have them
        getThing().getChannels().stream().filter(channel -> !MeterChannels.isOurs(channel.getUID())
                || !profile.isComplete() && !uids.contains(channel.getUID())).forEach(all::add);
        Map<String, String> properties = MeterProperties.of(profile, editProperties());
        if (!ThingSnapshot.of(all, properties).equals(ThingSnapshot.of(getThing()))) {
            updateThing(editThing().withChannels(all).withProperties(properties).build());
        }
        history.ifPresent(past -> past.apply(profile));
    }

    private ChannelBuilder channelBuilder(ChannelUID channel, ChannelTypeUID type) {
        ThingHandlerCallback callback = getCallback();
        // there is none after the thing was removed
        return callback == null ? ChannelBuilder.create(channel).withType(type)
                : callback.createChannelBuilder(channel, type);
    }

    @Override
    public void dispose() {
        head().ifPresent(head -> head.releaseAddress(getThing().getUID()));
        // without its head no handler will set the states to UNDEF later
        boolean isHeadDeleted = getThing().getBridgeUID() != null && getBridge() == null;
        synchronized (lock) {
            isConfigured = false;
            stopPolling();
            ScheduledFuture<?> job = stalenessCheck;
            stalenessCheck = null;
            if (job != null) {
                job.cancel(false);
            }
            state.ifPresent(store::save);
            if (isHeadDeleted) {
                channels.setUndef();
            }
            states.clear();
            state = Optional.empty();
            history.ifPresent(HistoryChannels::stop);
            history = Optional.empty();
            channels.setOfMeter(List.of());
        }
    }

    @Override
    public void handleRemoval() {
        synchronized (lock) {
            isConfigured = false;
            stopPolling();
            channels.setUndef();
            state = Optional.empty();
            store.forget();
            history.ifPresent(HistoryChannels::stop);
            loggersStore.forget();
        }
        super.handleRemoval();
    }

    @Override
    public void bridgeStatusChanged(ThingStatusInfo bridgeStatusInfo) {
        followBridge();
    }

    @Override
    public void channelLinked(ChannelUID channelUID) {
        states.get(channelUID.getId()).ifPresent(known -> updateState(channelUID, known));
        linksChanged(channelUID);
    }

    @Override
    public void channelUnlinked(ChannelUID channelUID) {
        linksChanged(channelUID);
    }

    /**
     * The registers that linked channels need, those included that the thing may get. Not to be called with the lock:
     * asks openHAB for the links.
     */
    private RegisterDemand demand() {
        boolean isComplete;
        synchronized (lock) {
            isComplete = state.filter(known -> known.profile().isComplete()).isPresent();
        }
        return MeterChannels.demand(
                isComplete ? channels.all()
                        : Stream.concat(channels.all(), MeterChannels.possible(getThing().getUID(), meterStates)),
                this::isLinked);
    }

    private void linksChanged(ChannelUID channelUID) {
        RegisterDemand demand = demand();
        withPoller(current -> current.want(demand));
        history.ifPresent(past -> {
            past.linksChanged(channelUID);
            withPoller(past::readThrough);
        });
    }

    @Override
    public void handleCommand(ChannelUID channelUID, Command command) {
        // only REFRESH: the binding does not write to meters
        if (command instanceof RefreshType) {
            Set<Integer> ids;
            synchronized (lock) {
                ids = channels.refresh(channelUID, state);
            }
            if (!ids.isEmpty()) {
                withPoller(current -> current.readNow(ids));
            }
        }
    }

    /**
     * Asks the meter again for all its registers.
     *
     * @return whether the head is online
     */
    public boolean probe() {
        return withPoller(MeterPoller::probeAgain);
    }

    @Override
    public Collection<Class<? extends ThingHandlerService>> getServices() {
        return services;
    }

    /** @return texts in the user's language */
    public Localizer texts() {
        return localizer;
    }

    /** @return the ids of the registers that the meter has; before it was asked for all, of all known registers */
    public List<Integer> registers() {
        synchronized (lock) {
            Stream<Integer> known = state.filter(read -> read.profile().isComplete())
                    .map(read -> read.profile().registers().keySet().stream()).orElseGet(() -> MeterProfile
                            .catalogue(state.map(MeterState::profile)).registers().stream().map(Register::id));
            return Stream.concat(known, channels.all().flatMap(channel -> channel.reads().keySet().stream())).distinct()
                    .sorted().toList();
        }
    }

    /** @return reads registers at once; empty if the meter or its head is not configured */
    public Optional<OnDemandRead> onDemandRead() {
        synchronized (lock) {
            return Optional.of(configuration.polling().address()).filter(address -> isConfigured)
                    .flatMap(address -> line()
                            .map(line -> new OnDemandRead(line, address, state.map(MeterState::profile), localizer)));
        }
    }

    @Override
    public Optional<HistoryRead> historyRead() {
        return history
                .map(past -> new HistoryRead(past, () -> withPoller(past::readThrough), onDemandRead(), localizer));
    }

    /**
     * Reads a register at once and waits for it.
     *
     * @param id of the register
     * @return the state of its channel; empty if the meter has not answered
     */
    public Optional<State> readNow(int id) {
        return onDemandRead().flatMap(read -> read.state(id, meterStates));
    }

    private boolean withPoller(Consumer<MeterPoller> action) {
        synchronized (lock) {
            MeterPoller current = poller;
            if (current != null) {
                action.accept(current);
            }
            return current != null;
        }
    }

    private void followBridge() {
        RegisterDemand demand = demand();
        synchronized (lock) {
            if (!isConfigured) {
                return;
            }
            Bridge bridge = getBridge();
            ThingStatus bridgeStatus = bridge == null ? ThingStatus.OFFLINE : bridge.getStatus();
            Optional<Line> line = line();
            MeterPoller current = poller;
            if (bridgeStatus == ThingStatus.ONLINE && current != null && line.filter(current::isOn).isPresent()) {
                // only the description of the head's status has changed
                return;
            }
            stopPolling();
            if (bridgeStatus == ThingStatus.ONLINE && line.isPresent()) {
                MeterPoller started = new MeterPoller(line.get(), configuration.polling(),
                        new ReadingProcessor(configuration.nominalFlow(), configuration.maximumPower(),
                                configuration.calendar(timeZoneProvider.getTimeZone()), built),
                        state.filter(known -> known.profile().isComplete()).or(store::load), this);
                poller = started;
                updateStatus(ThingStatus.UNKNOWN, ThingStatusDetail.NONE,
                        new StatusText(state.isEmpty() ? "unknown.probing" : "unknown.reading").toDescription());
                started.want(demand);
                history.ifPresent(past -> past.readThrough(started));
                started.start();
            } else if (bridgeStatus != ThingStatus.UNKNOWN) {
                updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_OFFLINE, headText("offline.bridge-offline"));
            }
        }
    }

    private String headText(String key) {
        return new StatusText(key, getThing().getBridgeUID()).toDescription();
    }

    private void stopPolling() {
        MeterPoller current = poller;
        poller = null;
        reportedFinding = null;
        if (current != null) {
            current.stop();
        }
    }

    /** @return the line to the meter, if its head is configured; its port may be closed */
    private Optional<Line> line() {
        return head().flatMap(OpticalHeadHandler::line);
    }

    private Optional<OpticalHeadHandler> head() {
        Bridge bridge = getBridge();
        return bridge != null && bridge.getHandler()instanceof OpticalHeadHandler head ? Optional.of(head)
                : Optional.empty();
    }

    @Override
    public void updated(MeterPoller source, MeterUpdate update) {
        if (!take(source, update)) {
            return;
        }
        source.registersAsked().ifPresent(asked -> updateProperty(KamstrupBindingConstants.PROPERTY_REGISTERS_ASKED,
                asked + " of " + update.state().profile().catalogue().registers().size()));
        source.want(demand());
        synchronized (lock) {
            if (!source.equals(poller)) {
                return;
            }
            channels.publish(update);
            update.appeared().forEach(condition -> trigger("+", condition));
            update.gone().forEach(condition -> trigger("-", condition));
            store.saveIfDue(update.state());
            if (update.isComplete()) {
                setOnline();
            }
        }
        if (update.isComplete()) {
            updateProperty(KamstrupBindingConstants.PROPERTY_WAKE_UPS, Integer.toString(source.wakeUpsPerDay()));
        }
    }

    /** @return whether this is the state of the meter now; false if the poller was stopped */
    private boolean take(MeterPoller source, MeterUpdate update) {
        Optional<MeterState> last;
        synchronized (lock) {
            if (!source.equals(poller)) {
                return false;
            }
            last = state;
            state = Optional.of(update.state());
        }
        MeterProfile profile = update.state().profile();
        Optional<MeterProfile> before = last.map(MeterState::profile);
        before.filter(known -> !known.isSameMeterAs(profile)).ifPresent(known -> {
            logger.info("{} is another meter now: number {} instead of {}", getThing().getUID(), profile.serialNumber(),
                    known.serialNumber());
            synchronized (lock) {
                channels.setUndef();
            }
        });
        exchange.follow(last, update.state()).forEach(this::updateProperty);
        if (!profile.isComplete() || before.filter(profile::equals).isEmpty()) {
            apply(update.state());
        }
        return true;
    }

    private void trigger(String sign, InfoCondition condition) {
        triggerChannel(new ChannelUID(getThing().getUID(), MeterChannels.INFO_CHANGE), sign + condition.id());
    }

    private void setOnline() {
        String error = channels.error().map(StatusText::toDescription).orElseGet(() -> "");
        if (getThing().getStatus() != ThingStatus.ONLINE || !error.equals(reportedChannelError)) {
            reportedChannelError = error;
            updateStatus(ThingStatus.ONLINE, ThingStatusDetail.NONE, error.isEmpty() ? null : error);
        }
        reportedFinding = null;
    }

    @Override
    public void failed(MeterPoller source, RequestResult.Failed failure, boolean isOffline) {
        synchronized (lock) {
            // the evidence differs each time: the same finding is not reported again
            if (isOffline && source.equals(poller) && failure.finding() != reportedFinding) {
                reportedFinding = failure.finding();
                updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR,
                        head().map(head -> head.statusText(failure.finding(), failure.evidence()))
                                .map(StatusText::toDescription).orElse(null));
            }
        }
    }

    /** Sets channels to UNDEF that were not updated for too long. */
    void setStaleStatesUndef() {
        synchronized (lock) {
            if (isConfigured) {
                states.forEachStale((channel, undef) -> updateState(channel, undef));
            }
        }
    }
}
