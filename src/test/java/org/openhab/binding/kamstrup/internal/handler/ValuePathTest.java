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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.lenient;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.line.FasterLine;
import org.openhab.binding.kamstrup.internal.line.LineClock;
import org.openhab.binding.kamstrup.internal.line.OpenResult;
import org.openhab.binding.kamstrup.internal.line.ScriptedPort;
import org.openhab.binding.kamstrup.internal.line.ScriptedPort.Arrival;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.MeterState;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingRegistry;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.types.RefreshType;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.loading.ClassReloadingStrategy;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * Follows a value from the bytes of the port to the state of a channel, and a failure from the port to the status. The
 * methods on the way are those that doc/development.md lists, and no other class stands between them.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@ExtendWith(MockitoExtension.class)
public class ValuePathTest {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final String PACKAGE = "org.openhab.binding.kamstrup.internal.";
    private static final Path DOCUMENT = Path.of("doc/development.md");
    private static final Pattern METHOD = Pattern.compile("(?m)^\\d+\\. `(\\w+)\\.(\\w+)\\.(\\w+)`");
    private static final int MAX_VALUE_METHODS = 14;
    private static final int MAX_FAILURE_METHODS = 8;
    private static final String METER = "40 3F 01 00 04 1B F9 01 26 99 0D";
    private static final String SERIAL_NUMBER = "40 3F 02 01 23 45 67 E9 56 0D";
    private static final String ENERGY = "40 3F 10 00 3C 08 04 42 00 00 54 82 04 DF 0D";

    /** A method on the way: the binary name of its class, and its own. */
    private record Station(String className, String method) {

        /** @param type the simple name of a class, which can be nested in another one of the package */
        static Station of(String folder, String type, String method) throws IOException {
            Path sources = Path.of("src/main/java", PACKAGE.replace('.', '/'), folder);
            if (Files.exists(sources.resolve(type + ".java"))) {
                return new Station(PACKAGE + folder + "." + type, method);
            }
            try (var files = Files.list(sources)) {
                return files.map(file -> PACKAGE + folder + "." + file.getFileName().toString().replace(".java", ""))
                        .map(outer -> outer + "$" + type).filter(Station::exists).findAny()
                        .map(nested -> new Station(nested, method)).orElseThrow();
            }
        }

        private static boolean exists(String name) {
            try {
                Class.forName(name, false, ValuePathTest.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException e) {
                return false;
            }
        }

        String fullName() {
            return className + "." + method;
        }
    }

    /** The stack of the add-on's methods at the begin or the end of a listed one, which is the first. */
    private record Passage(List<String> methods) {

        Set<String> classes() {
            return methods.stream().map(ValuePathTest::classOf).collect(Collectors.toCollection(TreeSet::new));
        }

        /** The compiler does not name the method that made a lambda. */
        boolean has(Station station) {
            String lambda = station.className() + ".lambda$";
            return methods.contains(station.fullName())
                    || methods.stream().anyMatch(method -> method.startsWith(lambda));
        }
    }

    private static final List<Passage> PASSAGES = new ArrayList<>();
    private static final List<Class<?>> INSTRUMENTED = new ArrayList<>();

    /** Code at the begin and the end of each method of the list. */
    public static class Recorder {

        /** At the begin. */
        @Advice.OnMethodEnter
        public static void enter() {
            record();
        }

        /** At the end. */
        @Advice.OnMethodExit
        public static void exit() {
            record();
        }

        /** Records a passage. */
        public static void record() {
            List<String> methods = StackWalker.getInstance()
                    .walk(frames -> frames.filter(frame -> isOfMainCode(frame.getClassName()))
                            .map(frame -> frame.getClassName() + "." + frame.getMethodName()).toList());
            synchronized (PASSAGES) {
                PASSAGES.add(new Passage(methods));
            }
        }

        private static boolean isOfMainCode(String name) {
            return name.startsWith(PACKAGE)
                    && Files.exists(Path.of("target/classes", name.replace('.', '/') + ".class"));
        }
    }

    /** The top-level class of a method. */
    private static String classOf(String method) {
        return method.substring(0, method.lastIndexOf('.')).replaceAll("\\$.*", "");
    }

    private static List<Station> stations(String heading) throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf("### " + heading + "\n");
        assertTrue(begin >= 0, heading);
        int end = document.indexOf("\n#", begin + 1);
        Matcher matcher = METHOD.matcher(document.substring(begin, end < 0 ? document.length() : end));
        List<Station> stations = new ArrayList<>();
        while (matcher.find()) {
            stations.add(Station.of(matcher.group(1), matcher.group(2), matcher.group(3)));
        }
        return stations;
    }

    private final ScriptedPort port = new ScriptedPort(FasterLine.clock());
    private final Thing thing;
    private final ThingHandlerCallback callback;
    private final OpticalHeadHandler head;
    private final MeterHandler handler;

    ValuePathTest(@Mock Thing thing, @Mock Bridge bridge, @Mock ThingHandlerCallback callback,
            @Mock TranslationProvider translations) {
        this.thing = thing;
        this.callback = callback;
        ThingUID headId = new ThingUID(KamstrupBindingConstants.THING_TYPE_OPTICAL_HEAD, "head");
        ThingUID meterId = new ThingUID(KamstrupBindingConstants.THING_TYPE_METER, "meter");
        lenient().when(bridge.getUID()).thenReturn(headId);
        lenient().when(bridge.getThingTypeUID()).thenReturn(KamstrupBindingConstants.THING_TYPE_OPTICAL_HEAD);
        lenient().when(bridge.getConfiguration()).thenReturn(new Configuration(Map.of("serialPort", "test")));
        lenient().when(bridge.getThings()).thenReturn(List.of());
        lenient().when(bridge.getStatus()).thenReturn(ThingStatus.ONLINE);
        lenient().when(thing.getUID()).thenReturn(meterId);
        lenient().when(thing.getThingTypeUID()).thenReturn(KamstrupBindingConstants.THING_TYPE_METER);
        lenient().when(thing.getBridgeUID()).thenReturn(headId);
        lenient().when(thing.getChannels()).thenReturn(List.of());
        lenient().when(thing.getConfiguration()).thenReturn(new Configuration());
        lenient().when(thing.getStatus()).thenReturn(ThingStatus.UNKNOWN);
        lenient().when(callback.getBridge(headId)).thenReturn(bridge);
        lenient().when(callback.createChannelBuilder(any(), any()))
                .thenAnswer(asked -> ChannelTypes.builder(asked.getArgument(0), asked.getArgument(1)));
        Localizer texts = new Localizer(translations, () -> Locale.ENGLISH);
        head = new OpticalHeadHandler(bridge, settings -> new OpenResult.Opened(port), texts, mock(ThingRegistry.class),
                () -> ZoneOffset.UTC, List.of(), OpticalHeadHandler.UPDATE_INTERVAL) {
            @Override
            LineClock clock() {
                return FasterLine.clock();
            }
        };
        head.setCallback(mock(ThingHandlerCallback.class));
        lenient().when(bridge.getHandler()).thenReturn(head);
        MeterStateStore store = new MeterStateStore(new MemoryStorage<>(), new MemoryStorage<>(), meterId,
                Instant::now);
        store.save(MeterState.of(new MeterProfile(4, new SoftwareRevision(6, 1), 19088743,
                Map.of(60, RegisterValue.of(60, Unit.GJ, new BigDecimal("216.34"), 4)))));
        handler = new MeterHandler(thing, () -> ZoneOffset.UTC, texts, store,
                new MeterLoggersStore(new MemoryStorage<>(), meterId), Instant.EPOCH, System::nanoTime, List.of());
        handler.setCallback(callback);
    }

    @BeforeAll
    static void instrument() throws Exception {
        ByteBuddyAgent.install();
        List<Station> all = new ArrayList<>(stations("A Value"));
        all.addAll(stations("A Failure"));
        Map<String, List<Station>> byClass = new TreeMap<>();
        for (Station station : all) {
            byClass.computeIfAbsent(station.className(), name -> new ArrayList<>()).add(station);
        }
        for (Map.Entry<String, List<Station>> entry : byClass.entrySet()) {
            Class<?> type = Class.forName(entry.getKey());
            INSTRUMENTED.add(type);
            String[] methods = entry.getValue().stream().map(Station::method).toArray(String[]::new);
            new ByteBuddy().redefine(type)
                    .visit(Advice.to(Recorder.class).on(
                            ElementMatchers.namedOneOf(methods).and(ElementMatchers.not(ElementMatchers.isAbstract()))))
                    .make().load(type.getClassLoader(), ClassReloadingStrategy.fromInstalledAgent());
        }
    }

    @AfterAll
    static void reset() throws IOException {
        ClassReloadingStrategy.fromInstalledAgent().reset(INSTRUMENTED.toArray(Class[]::new));
    }

    @BeforeEach
    void setUp() {
        head.initialize();
    }

    @AfterEach
    void tearDown() {
        handler.dispose();
        head.dispose();
    }

    private void answer() {
        port.then(new Arrival(20, METER)).then(new Arrival(20, SERIAL_NUMBER)).then(new Arrival(20, ENERGY));
    }

    private void clearPassages() {
        synchronized (PASSAGES) {
            PASSAGES.clear();
        }
    }

    /** The methods were passed in the order of the list, and the stack of each has no class but those of the list. */
    private void assertPassed(List<Station> stations, int most) throws IOException {
        assertFalse(stations.isEmpty());
        assertTrue(stations.size() <= most, stations::toString);
        List<Passage> passages;
        synchronized (PASSAGES) {
            passages = List.copyOf(PASSAGES);
        }
        Set<String> allowed = new TreeSet<>();
        Set<String> methods = new TreeSet<>();
        for (Station station : stations) {
            methods.add(station.fullName());
            allowed.add(classOf(station.className() + "."));
        }
        List<Passage> passed = passages.stream().filter(passage -> methods.contains(passage.methods().get(0))).toList();
        int at = 0;
        for (Station station : stations) {
            String method = station.fullName();
            while (at < passed.size() && !passed.get(at).has(station)) {
                at++;
            }
            assertTrue(at < passed.size(), () -> method + " is not passed in this order: "
                    + passed.stream().map(passage -> passage.methods().get(0)).distinct().toList());
            Set<String> others = passed.get(at).classes();
            others.removeAll(allowed);
            assertEquals(Set.of(), others, method);
        }
    }

    @Test
    void valueTakesTheDocumentedMethods() throws IOException {
        ChannelUID energy = new ChannelUID(thing.getUID(), "energy#heat-energy");
        lenient().when(callback.isChannelLinked(energy)).thenReturn(true);
        answer();
        handler.initialize();
        verify(callback, timeout(PATIENCE_MILLIS)).stateUpdated(eq(energy), any());
        clearPassages();
        port.then(new Arrival(20, ENERGY));
        handler.handleCommand(energy, RefreshType.REFRESH);
        verify(callback, timeout(PATIENCE_MILLIS).times(2)).stateUpdated(energy, new QuantityType<>("216.34 GJ"));
        assertPassed(stations("A Value"), MAX_VALUE_METHODS);
    }

    @Test
    void failureTakesTheDocumentedMethods() throws IOException {
        clearPassages();
        handler.initialize();
        verify(callback, timeout(PATIENCE_MILLIS)).statusUpdated(any(),
                argThat(info -> info.getStatusDetail() == ThingStatusDetail.COMMUNICATION_ERROR));
        assertPassed(stations("A Failure"), MAX_FAILURE_METHODS);
    }
}
