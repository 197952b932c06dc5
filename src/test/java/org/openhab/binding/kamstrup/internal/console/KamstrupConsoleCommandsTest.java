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
package org.openhab.binding.kamstrup.internal.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.lenient;
import static org.mockito.Mockito.mock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.handler.Localizer;
import org.openhab.binding.kamstrup.internal.handler.MeterHandler;
import org.openhab.binding.kamstrup.internal.handler.MeterLoggersStore;
import org.openhab.binding.kamstrup.internal.handler.MeterStateStore;
import org.openhab.binding.kamstrup.internal.handler.OpticalHeadHandler;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.OpenResult;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TimeZoneProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.io.console.Console;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingRegistry;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingUID;

/**
 * Tests {@link KamstrupConsoleCommands} with things whose handlers are not initialized. The texts are their keys.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@ExtendWith(MockitoExtension.class)
class KamstrupConsoleCommandsTest {

    private static final String NOT_ONLINE = "console.not-online";

    private final List<String> output = new ArrayList<>();
    private final Console console = mock(Console.class);
    private final Bridge bridge;
    private final Thing meter;
    private final ThingRegistry things;
    private final KamstrupConsoleCommands commands;

    KamstrupConsoleCommandsTest(@Mock Bridge bridge, @Mock Thing meter, @Mock ThingRegistry things,
            @Mock TranslationProvider translations, @Mock LocaleProvider locales) {
        this.bridge = bridge;
        this.meter = meter;
        this.things = things;
        lenient().when(locales.getLocale()).thenReturn(Locale.ENGLISH);
        // varargs: any number of arguments
        lenient().when(translations.getText(any(), anyString(), anyString(), any(), any(Object[].class)))
                .thenAnswer(call -> call.getArgument(1));
        commands = new KamstrupConsoleCommands(things, translations, locales);
        Localizer texts = new Localizer(translations, locales);
        OpticalHeadHandler head = new OpticalHeadHandler(bridge,
                settings -> new OpenResult.NotOpened(Finding.PORT_MISSING, ""), texts, things,
                mock(TimeZoneProvider.class), List.of(), OpticalHeadHandler.UPDATE_INTERVAL);
        MeterHandler meterHandler = new MeterHandler(meter, mock(TimeZoneProvider.class), texts,
                mock(MeterStateStore.class), mock(MeterLoggersStore.class), Instant.EPOCH, System::nanoTime, List.of());
        lenient().when(bridge.getHandler()).thenReturn(head);
        lenient().when(meter.getHandler()).thenReturn(meterHandler);
    }

    @BeforeEach
    void setUpThings() {
        lenient().doAnswer(call -> output.add(call.getArgument(0))).when(console).println(anyString());
        lenient().doAnswer(call -> output.add("usage")).when(console).printUsage(anyString());
        lenient().when(bridge.getUID()).thenReturn(new ThingUID(KamstrupBindingConstants.THING_TYPE_OPTICAL_HEAD, "h"));
        lenient().when(bridge.getThings()).thenReturn(List.of(meter));
        lenient().when(bridge.getStatus()).thenReturn(ThingStatus.OFFLINE);
        lenient().when(meter.getUID()).thenReturn(new ThingUID(KamstrupBindingConstants.THING_TYPE_METER, "m"));
        lenient().when(meter.getStatus()).thenReturn(ThingStatus.OFFLINE);
        lenient().when(meter.getProperties()).thenReturn(Map.of(Thing.PROPERTY_SERIAL_NUMBER, "4711"));
        lenient().when(things.getAll()).thenReturn(List.of(bridge, meter));
    }

    private List<String> run(String words) {
        commands.execute(words.isEmpty() ? new String[0] : words.split(" "), console);
        return output;
    }

    @ParameterizedTest
    @ValueSource(strings = { "discover kamstrup:optical-head:h", "trace kamstrup:optical-head:h dump",
            "trace kamstrup:optical-head:h off", "diagnose kamstrup:optical-head:h", "probe kamstrup:meter:m",
            "read kamstrup:meter:m 60 power", "history kamstrup:meter:m", "history kamstrup:meter:m day 2026-03-01" })
    void printsNotOnlineWithoutALine(String words) {
        assertEquals(List.of(NOT_ONLINE), run(words));
    }

    @Test
    void alignPrintsNotOnlineAfterItsIntroduction() {
        assertEquals(List.of("console.align.begun", NOT_ONLINE), run("align kamstrup:optical-head:h 3"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "unknown", "list all", "read kamstrup:meter:m", "probe", "discover",
            "trace kamstrup:optical-head:h", "trace kamstrup:optical-head:h maybe", "diagnose", "align",
            "align kamstrup:optical-head:h never", "align kamstrup:optical-head:h 601", "history",
            "align kamstrup:optical-head:h 0", "align kamstrup:optical-head:h 3 4", "decode" })
    void printsTheUsageOfEachCommandIfTheWordsAreNotValid(String words) {
        assertEquals(commands.getUsages().size(), run(words).size());
        assertTrue(output.stream().allMatch("usage"::equals), output::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = { "week", "day yesterday", "day 2026-03-01 2026-03-02 2026-03-03", "day --csv",
            "day 2026-03-02 2026-03-01" })
    void historyPrintsThatTheRowsAreNotPossible(String words) {
        assertEquals(List.of("console.history.invalid"), run("history kamstrup:meter:m " + words));
    }

    @ParameterizedTest
    @ValueSource(strings = { "discover h", "trace kamstrup:meter:m dump", "diagnose nobody", "align nobody" })
    void printsThatThereIsNoSuchHead(String words) {
        assertEquals(List.of("console.no-head"), run(words));
    }

    @ParameterizedTest
    @ValueSource(strings = { "read kamstrup:optical-head:h 60", "probe nobody" })
    void printsThatThereIsNoSuchMeter(String words) {
        assertEquals(List.of("console.no-meter"), run(words));
    }

    @Test
    void readPrintsAWordThatIsNoRegister() {
        assertEquals(List.of("console.read.no-register"), run("read kamstrup:meter:m 60 hot"));
    }

    @Test
    void listPrintsEachHeadWithItsMeters() {
        assertEquals(List.of("kamstrup:optical-head:h OFFLINE ", "  kamstrup:meter:m OFFLINE  4711"), run("list"));
    }

    @Test
    void listPrintsThatThereIsNoHead() {
        lenient().when(things.getAll()).thenReturn(List.of(meter));
        assertEquals(List.of("console.list.empty"), run("list"));
    }

    @ParameterizedTest
    @CsvSource({ "days.csv, true", "../days.csv, false", "/tmp/days.csv, false", "jsondb/things.json, false",
            "missing/days.csv, false" })
    void writesTableAsCsvBelowUserdataOnly(String name, boolean isWritten, @TempDir Path folder) throws IOException {
        Path userdata = Files.createDirectory(folder.resolve("userdata"));
        String before = System.setProperty("openhab.userdata", userdata.toString());
        try {
            commands.write(List.of("time,Volume [m³]", "2026-03-01T00:00:04,4.20"), name, output::add);
        } finally {
            if (before == null) {
                System.clearProperty("openhab.userdata");
            } else {
                System.setProperty("openhab.userdata", before);
            }
        }
        assertEquals(List.of(isWritten ? "console.history.written" : "console.history.not-written"), output);
        try (Stream<Path> files = Files.walk(folder)) {
            assertEquals(isWritten ? List.of("time,Volume [m³]", "2026-03-01T00:00:04,4.20") : List.of(),
                    files.filter(Files::isRegularFile).flatMap(file -> lines(file).stream()).toList());
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
