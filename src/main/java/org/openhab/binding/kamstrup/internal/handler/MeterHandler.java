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
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.kmp.Response.MeterType;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.meter.DayBoundary;
import org.openhab.binding.kamstrup.internal.meter.InfoCondition;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.binding.kamstrup.internal.meter.PollClass;
import org.openhab.binding.kamstrup.internal.meter.Reading;
import org.openhab.binding.kamstrup.internal.meter.ReadingProcessor;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.internal.meter.RegisterIds;
import org.openhab.binding.kamstrup.internal.polling.MeterPoller;
import org.openhab.binding.kamstrup.internal.polling.MeterPollerListener;
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
import org.openhab.core.types.UnDefType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A meter: reads it through its optical head, gives its thing the channels that it has, and shows what it says.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MeterHandler extends BaseThingHandler implements MeterPollerListener {

    private static final Duration LOOK_FOR_STALE = Duration.ofSeconds(10);

    private final Logger logger = LoggerFactory.getLogger(MeterHandler.class);

    private final TimeZoneProvider timeZoneProvider;
    private final Localizer texts;
    private final MeterStateKeeper memory;
    private final InstantSource clock;
    private final Instant built;
    private final Collection<Class<? extends ThingHandlerService>> services;
    private final ChannelStates states = new ChannelStates();

    /** Guards what follows, so that nothing is told that is no longer true. */
    private final Object lifecycle = new Object();
    private boolean configured;
    private MeterConfiguration configuration = MeterConfiguration.of(new Configuration());
    private List<MeterChannel> userChannels = List.of();
    private Map<String, StatusText> validationErrors = Map.of();
    private @Nullable MeterContext meter;
    private @Nullable MeterPoller poller;
    private @Nullable ScheduledFuture<?> staleness;
    private @Nullable Finding reported;
    private WakeUps wakeUps = new WakeUps(configuration);
    private String shownValidationErrors = "";

    /**
     * Makes a handler.
     *
     * @param thing the meter
     * @param timeZoneProvider knows where it hangs
     * @param texts makes texts in the user's language
     * @param store keeps what is known of it
     * @param clock the time of day
     * @param built when the add-on was built
     * @param services what goes with it, such as its actions
     */
    public MeterHandler(Thing thing, TimeZoneProvider timeZoneProvider, Localizer texts, MeterStateStore store,
            InstantSource clock, Instant built, Collection<Class<? extends ThingHandlerService>> services) {
        super(thing);
        this.services = services;
        this.timeZoneProvider = timeZoneProvider;
        this.texts = texts;
        memory = new MeterStateKeeper(store, thing.getUID(), clock);
        this.clock = clock;
        this.built = built;
    }

    @Override
    public void initialize() {
        Optional<StatusText> validationError = validationError();
        if (validationError.isPresent()) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR,
                    validationError.get().toDescription());
            return;
        }
        configure();
        memory.load().ifPresent(known -> become(meterOf(known), () -> true));
        synchronized (lifecycle) {
            configured = true;
            // what was shown before is trusted as long as if it were new
            channels().forEach(channel -> states.keep(channel.id(), configuration.trust(channel.pollClassesOfState())));
            long look = LOOK_FOR_STALE.toMillis();
            staleness = scheduler.scheduleWithFixedDelay(this::distrustStaleStates, look, look, TimeUnit.MILLISECONDS);
            // openHAB tells of the bridge only what happens after this
            updateStatus(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, headText("unknown.head"));
            followBridge();
        }
    }

    private Optional<StatusText> validationError() {
        return hasOpticalHead() ? MeterConfiguration.validationError(getConfig()).or(this::sameAddress)
                : Optional.of(new StatusText("offline.conf-error.no-bridge"));
    }

    private Optional<StatusText> sameAddress() {
        int address = MeterConfiguration.of(getConfig()).address();
        return head().flatMap(head -> head.claimAddress(address, getThing().getUID()))
                .map(other -> new StatusText("offline.conf-error.same-address", address, other));
    }

    private void configure() {
        synchronized (lifecycle) {
            configuration = MeterConfiguration.of(getConfig());
            wakeUps = new WakeUps(configuration);
            UserChannels read = new UserChannels(othersChannels(), new MeterStates(zone()));
            userChannels = read.channels();
            validationErrors = new TreeMap<>(read.validationErrors());
        }
    }

    private List<Channel> othersChannels() {
        return getThing().getChannels().stream().filter(channel -> !MeterChannels.isOurs(channel.getUID())).toList();
    }

    private ZoneId zone() {
        return timeZoneProvider.getTimeZone();
    }

    private MeterContext meterOf(MeterState known) {
        MeterProfile profile = known.profile();
        return meterOf(profile,
                new ReadingProcessor(known, configuration.limits(profile.nominalFlow()), zone(), built));
    }

    private MeterContext meterOf(MeterProfile profile, ReadingProcessor processor) {
        return new MeterContext(profile, processor, MeterChannels.of(getThing().getUID(), this::channelBuilder, profile,
                processor, new MeterStates(zone()), texts));
    }

    private ChannelBuilder channelBuilder(ChannelUID channel, ChannelTypeUID type) {
        ThingHandlerCallback openHab = getCallback();
        // without one the thing has gone meanwhile, and nobody will see the channel
        return openHab == null ? ChannelBuilder.create(channel).withType(type)
                : openHab.createChannelBuilder(channel, type);
    }

    /** Gives the thing the channels and properties of a meter, and goes on with it, if that is still wanted. */
    private void become(MeterContext known, BooleanSupplier stillWanted) {
        synchronized (lifecycle) {
            if (!stillWanted.getAsBoolean()) {
                return;
            }
            meter = known;
        }
        List<Channel> channels = new ArrayList<>(known.channels().stream().map(MeterChannel::channel).toList());
        channels.addAll(othersChannels());
        Map<String, String> properties = MeterProperties.of(known.profile(), editProperties());
        // not under the lock: openHAB takes locks of its own for it, which it may hold while it disposes of this
        if (!ThingSnapshot.of(channels, properties).equals(ThingSnapshot.of(getThing()))) {
            updateThing(editThing().withChannels(channels).withProperties(properties).build());
        }
    }

    @Override
    public void dispose() {
        head().ifPresent(head -> head.releaseAddress(getThing().getUID()));
        // without its head, which somebody has deleted, no handler will ever say that the values are old
        boolean forGood = getThing().getBridgeUID() != null && getBridge() == null;
        synchronized (lifecycle) {
            configured = false;
            stopReading();
            ScheduledFuture<?> job = staleness;
            staleness = null;
            if (job != null) {
                job.cancel(false);
            }
            save();
            if (forGood) {
                distrust();
            }
            states.clear();
            meter = null;
        }
    }

    @Override
    public void handleRemoval() {
        synchronized (lifecycle) {
            configured = false;
            stopReading();
            distrust();
            meter = null;
            memory.forget();
        }
        super.handleRemoval();
    }

    @Override
    public void bridgeStatusChanged(ThingStatusInfo bridgeStatusInfo) {
        followBridge();
    }

    @Override
    public void channelLinked(ChannelUID channelUID) {
        states.get(channelUID.getId()).ifPresent(state -> updateState(channelUID, state));
        withPoller(MeterPoller::demandChanged);
    }

    @Override
    public void handleCommand(ChannelUID channelUID, Command command) {
        // nothing but a reading: no code here writes to a meter
        if (command instanceof RefreshType) {
            Set<Integer> ids = new HashSet<>();
            synchronized (lifecycle) {
                channels().filter(channel -> channel.channel().getUID().equals(channelUID)).forEach(channel -> {
                    ids.addAll(channel.reads().keySet());
                    if (channel.reads().isEmpty()) {
                        // the meter has nothing to do with it
                        show(channel, Reading.none());
                    }
                });
            }
            if (!ids.isEmpty()) {
                withPoller(current -> current.readNow(ids));
            }
        }
    }

    /**
     * Asks the meter anew for everything that it has.
     *
     * @return whether it can be asked, because its head is online
     */
    public boolean probe() {
        return withPoller(MeterPoller::probeAgain);
    }

    @Override
    public Collection<Class<? extends ThingHandlerService>> getServices() {
        return services;
    }

    /** @return the texts in the user's language */
    public Localizer texts() {
        return texts;
    }

    /** @return the ids of the registers that the meter has; if it was not asked yet, of all that are known */
    public List<Integer> registers() {
        Stream<Integer> known = meter().map(found -> found.profile().registers().keySet().stream())
                .orElseGet(() -> RegisterCatalogue.registers().stream().map(Register::id));
        return Stream.concat(known, channels().flatMap(channel -> channel.reads().keySet().stream())).distinct()
                .sorted().toList();
    }

    /** @return a way to read registers at once, if it and its head are configured; the port may be closed */
    public Optional<OnDemandRead> inquiry() {
        synchronized (lifecycle) {
            // the address of a thing that cannot be used may be the one of another meter
            return configured ? line().map(line -> new OnDemandRead(line, address(), texts)) : Optional.empty();
        }
    }

    /**
     * Reads a register at once, as the state that its channel would have, and waits for it.
     *
     * @param id which register
     * @return empty if the meter did not say it
     */
    public Optional<State> readNow(int id) {
        return inquiry().flatMap(inquiry -> inquiry.state(id, new MeterStates(zone())));
    }

    private int address() {
        synchronized (lifecycle) {
            return configuration.address();
        }
    }

    private boolean withPoller(Consumer<MeterPoller> action) {
        synchronized (lifecycle) {
            MeterPoller current = poller;
            if (current != null) {
                action.accept(current);
            }
            return current != null;
        }
    }

    private void followBridge() {
        synchronized (lifecycle) {
            if (!configured) {
                return;
            }
            Bridge bridge = getBridge();
            ThingStatus bridgeStatus = bridge == null ? ThingStatus.OFFLINE : bridge.getStatus();
            Optional<Line> line = line();
            MeterPoller current = poller;
            if (bridgeStatus == ThingStatus.ONLINE && current != null && line.filter(current::isOn).isPresent()) {
                // only what the head says of itself is new
                return;
            }
            stopReading();
            if (bridgeStatus == ThingStatus.ONLINE && line.isPresent()) {
                MeterPoller newPoller = new MeterPoller(line.get(), configuration.address(), configuration.intervals(),
                        configuration.longestPause(), this);
                poller = newPoller;
                updateStatus(ThingStatus.UNKNOWN, ThingStatusDetail.NONE,
                        new StatusText(meter == null ? "unknown.probing" : "unknown.reading").toDescription());
                newPoller.start();
            } else if (bridgeStatus != ThingStatus.UNKNOWN) {
                updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_OFFLINE, headText("offline.bridge-offline"));
            }
        }
    }

    private String headText(String key) {
        return new StatusText(key, getThing().getBridgeUID()).toDescription();
    }

    private void stopReading() {
        MeterPoller current = poller;
        poller = null;
        reported = null;
        if (current != null) {
            current.stop();
        }
    }

    private boolean hasOpticalHead() {
        Bridge bridge = getBridge();
        return bridge != null && KamstrupBindingConstants.THING_TYPE_OPTICAL_HEAD.equals(bridge.getThingTypeUID());
    }

    /** @return the line to the meter, if its head is configured; its port may be closed */
    public Optional<Line> line() {
        return head().flatMap(OpticalHeadHandler::line);
    }

    private Optional<OpticalHeadHandler> head() {
        Bridge bridge = getBridge();
        return bridge != null && bridge.getHandler()instanceof OpticalHeadHandler head ? Optional.of(head)
                : Optional.empty();
    }

    private boolean isCurrent(MeterPoller source) {
        synchronized (lifecycle) {
            return source.equals(poller);
        }
    }

    /** The channels of the meter and those that the user added. */
    private Stream<MeterChannel> channels() {
        synchronized (lifecycle) {
            MeterContext known = meter;
            return Stream.concat(known == null ? Stream.empty() : known.channels().stream(), userChannels.stream());
        }
    }

    private Optional<MeterContext> meter() {
        synchronized (lifecycle) {
            return Optional.ofNullable(meter);
        }
    }

    @Override
    public Optional<MeterProfile> identified(MeterPoller source, MeterType type, SerialNumber serialNumber) {
        MeterProfile told = new MeterProfile(type.type(), type.software(), serialNumber.number(), Map.of());
        return meter().map(MeterContext::profile).filter(told::isLike);
    }

    @Override
    public void probed(MeterPoller source, MeterProfile profile) {
        if (!isCurrent(source)) {
            return;
        }
        Optional<MeterContext> before = meter();
        boolean sameMeter = before.filter(known -> known.profile().isSameMeterAs(profile)).isPresent();
        if (before.isPresent() && !sameMeter) {
            logger.info("{} is another meter now: number {} instead of {}", getThing().getUID(), profile.serialNumber(),
                    before.get().profile().serialNumber());
            distrust();
        }
        MeterContext probed = meterOf(before.filter(known -> sameMeter)
                .map(known -> known.processor().memory().with(profile)).orElseGet(() -> MeterState.of(profile)));
        before.filter(known -> sameMeter).ifPresent(known -> probed.processor().tellOnFrom(known.processor()));
        become(probed, () -> isCurrent(source));
        synchronized (lifecycle) {
            if (isCurrent(source)) {
                save();
            }
        }
    }

    @Override
    public RegisterDemand demand(MeterPoller source) {
        if (!isCurrent(source)) {
            // openHAB would warn once for every channel that a handler asks about after it was disposed of
            return RegisterDemand.none();
        }
        // not under the lock: openHAB is asked which channels are linked
        List<MeterChannel> linked = channels().filter(channel -> isLinked(channel.channel().getUID())).toList();
        Map<Integer, Set<PollClass>> wanted = linked.stream().flatMap(channel -> channel.reads().entrySet().stream())
                .collect(Collectors.groupingBy(Map.Entry::getKey,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toUnmodifiableSet())));
        // what needs several registers has no state yet if they were read, but never all of them together
        Set<Integer> atOnce = linked.stream().filter(channel -> channel.isState() && states.get(channel.id()).isEmpty())
                .flatMap(channel -> channel.reads().keySet().stream()).collect(Collectors.toUnmodifiableSet());
        Set<Integer> alongside = new HashSet<>();
        meter().map(MeterContext::profile).ifPresent(profile -> {
            alongside.addAll(ReadingProcessor.infoRegisters(profile));
            if (profile.has(RegisterIds.SERIAL_NUMBER)) {
                alongside.add(RegisterIds.SERIAL_NUMBER);
            }
        });
        return new RegisterDemand(wanted, atOnce, alongside);
    }

    @Override
    public Optional<Duration> untilCountersAreDue(MeterPoller source) {
        return isCurrent(source) && isConsumptionWanted()
                ? Optional.of(DayBoundary.untilReading(clock.instant().atZone(zone())))
                : Optional.empty();
    }

    private boolean isConsumptionWanted() {
        return meter().stream().flatMap(known -> known.channels().stream()).map(channel -> channel.channel().getUID())
                .filter(MeterChannels::isOfPeriod).anyMatch(this::isLinked);
    }

    @Override
    public Set<Integer> answered(MeterPoller source, Reading reading) {
        MeterContext known;
        MeterState before;
        ReadingProcessor.Result result;
        Optional<MeterProfile> configuredAnew;
        synchronized (lifecycle) {
            known = meter;
            if (known == null || !isCurrent(source)) {
                return Set.of();
            }
            before = known.processor().memory();
            result = known.processor().evaluate(reading, clock.instant());
            configuredAnew = known.inOtherUnits(result.accepted());
            configuredAnew.ifPresent(known.processor()::goOnWith);
        }
        configuredAnew.ifPresent(profile -> become(meterOf(profile, known.processor()), () -> isCurrent(source)));
        synchronized (lifecycle) {
            if (isCurrent(source)) {
                show(result);
                memory.saveIfDue(before, known.processor().memory());
            }
        }
        return result.doubtful();
    }

    private void show(ReadingProcessor.Result result) {
        channels().filter(channel -> channel.isToldBy(result.accepted()))
                .forEach(channel -> show(channel, result.accepted()));
        channels().filter(channel -> channel.needs().stream().anyMatch(result.refused()::contains))
                .forEach(channel -> publish(channel, UnDefType.UNDEF));
        result.appeared().forEach(condition -> trigger("+", condition));
        result.gone().forEach(condition -> trigger("-", condition));
    }

    private void show(MeterChannel channel, Reading reading) {
        Optional<State> state = channel.state().of(reading);
        if (state.isPresent()) {
            validationErrors.remove(channel.id());
            publish(channel, state.get());
        } else if (userChannels.contains(channel)) {
            validationErrors.put(channel.id(), UserChannels.validationError(channel, reading));
            publish(channel, UnDefType.UNDEF);
        }
    }

    private void trigger(String sign, InfoCondition condition) {
        triggerChannel(new ChannelUID(getThing().getUID(), MeterChannels.INFO_CHANGE), sign + condition.id());
    }

    private void save() {
        MeterContext known = meter;
        if (known != null) {
            memory.save(known.processor().memory());
        }
    }

    @Override
    public void read(MeterPoller source) {
        if (!isCurrent(source)) {
            return;
        }
        String perDay = Integer.toString(wakeUpsPerDay(source));
        if (isCurrent(source)
                && !perDay.equals(getThing().getProperties().get(KamstrupBindingConstants.PROPERTY_WAKE_UPS))) {
            updateProperty(KamstrupBindingConstants.PROPERTY_WAKE_UPS, perDay);
        }
        synchronized (lifecycle) {
            String validationError = validationErrors.values().stream().findFirst().map(StatusText::toDescription)
                    .orElseGet(() -> "");
            if (isCurrent(source) && (getThing().getStatus() != ThingStatus.ONLINE
                    || !validationError.equals(shownValidationErrors))) {
                shownValidationErrors = validationError;
                updateStatus(ThingStatus.ONLINE, ThingStatusDetail.NONE,
                        validationError.isEmpty() ? null : validationError);
            }
            reported = null;
        }
    }

    private int wakeUpsPerDay(MeterPoller source) {
        Set<PollClass> pollClasses = demand(source).pollClasses();
        WakeUps current;
        synchronized (lifecycle) {
            current = wakeUps;
        }
        return current.perDay(pollClasses) + (isConsumptionWanted() ? DayBoundary.READINGS : 0);
    }

    @Override
    public void missed(MeterPoller source, RequestResult.Failed failure, boolean offline) {
        synchronized (lifecycle) {
            // the bytes differ each time: the same finding is not told again because of them
            if (offline && isCurrent(source) && failure.finding() != reported) {
                reported = failure.finding();
                updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR,
                        head().map(head -> head.statusText(failure.finding(), failure.evidence()))
                                .map(StatusText::toDescription).orElse(null));
            }
        }
    }

    private void publish(MeterChannel channel, State state) {
        states.put(channel.id(), state, configuration.trust(channel.pollClassesOfState()));
        updateState(channel.channel().getUID(), state);
    }

    /** What another meter said is nothing that this one said, and what nobody reads any more is soon old. */
    private void distrust() {
        synchronized (lifecycle) {
            // also what openHAB restored and what the user's channels show
            channels().filter(MeterChannel::isState).map(MeterChannel::id)
                    .forEach(id -> updateState(id, UnDefType.UNDEF));
            states.clear();
        }
    }

    private void distrustStaleStates() {
        synchronized (lifecycle) {
            if (configured) {
                states.forEachStale((channel, state) -> updateState(channel, state));
            }
        }
    }
}
