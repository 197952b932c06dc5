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
package org.openhab.binding.kamstrup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.kamstrup.demo.Example;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.Octets;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValues;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.internal.simulator.NoisyPort;
import org.openhab.binding.kamstrup.internal.simulator.PseudoTerminal;
import org.openhab.binding.kamstrup.internal.simulator.PseudoTerminalMeter;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.Rfc2217Server;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.binding.kamstrup.openhab.Await;
import org.openhab.binding.kamstrup.openhab.Folders;
import org.openhab.binding.kamstrup.openhab.OpenHab;
import org.openhab.binding.kamstrup.openhab.OpenHabHome;
import org.openhab.binding.kamstrup.openhab.OpenHabRest;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Item;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Login;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.SitemapPage;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.SitemapWidget;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Thing;
import org.openhab.binding.kamstrup.openhab.Ports;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * The KAR in a real openHAB, with the README's example over RFC 2217, another meter over a pseudo terminal, and
 * whatever people get wrong. It is looked at from outside: over REST, the console and the operating system.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KamstrupIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String BUNDLE = "org.openhab.binding.kamstrup";
    private static final String THREADS = "OH-binding-kamstrup";

    private static final String METER = "kamstrup:meter:cellar:heat";
    private static final String ATTIC = "kamstrup:meter:attic:heat";
    private static final String GARAGE = "kamstrup:meter:garage:heat";
    /** The rules tell of an hour in which something did not happen; nobody waits for that here. */
    private static final String HOUR = "expire=\"1h,";
    private static final String LIBRARY = "com.fazecast.jSerialComm";

    private final CountingMeter meter = new CountingMeter(
            RegisterImage.named(RegisterImage.DEFAULT).with(1003, "260824").with(1002, "103000"));
    private final CountingMeter atticMeter = new CountingMeter(RegisterImage.named("multical-602"));

    private final Path folder = Path.of("target/integration-test").toAbsolutePath();
    private final Path atticPort = folder.resolve("usb-Attic_IR_Head-if00-port0");
    private final SimulatedMeter garageMeter = new SimulatedMeter(RegisterImage.named("multical-602"));
    private final Path garagePort = folder.resolve("usb-Garage_IR_Head-if00-port0");
    private final Map<String, AutoCloseable> ports = new LinkedHashMap<>();

    private Rfc2217Server cellar = new Rfc2217Server(0, meter, WireSettings.DEFAULT);
    private PseudoTerminalMeter attic = new PseudoTerminalMeter(atticMeter, WireSettings.DEFAULT.withEcho());
    private PseudoTerminalMeter garage = new PseudoTerminalMeter(garageMeter, WireSettings.DEFAULT.withEcho());
    private OpenHab openHab;
    private OpenHabRest rest;
    /** Takes more than a minute, so it goes on beside the other tests. */
    private CompletableFuture<String> examination = CompletableFuture.completedFuture("");

    KamstrupIT() throws IOException, InterruptedException {
        Folders.delete(folder);
        Files.createDirectories(folder);
        attic.linkFrom(atticPort);
        garage.linkFrom(garagePort);
        OpenHabHome home = OpenHabHome.create(Path.of(System.getProperty("openhab.home")), folder.resolve("openhab"),
                Ports.free());
        new Example(Path.of("doc/example")).install(home, cellar.portName());
        home.writeConf("items/kamstrup.items",
                Files.readString(Path.of("doc/example/items/kamstrup.items")).replace(HOUR, "expire=\"50s,"));
        home.writeConf("things/faults.things", faultyThings());
        home.writeConf("items/faults.items", resource("faults.items"));
        home.writeConf("rules/faults.rules", resource("faults.rules"));
        home.install(Path.of(System.getProperty("kar")));
        openHab = OpenHab.start(home);
        rest = new OpenHabRest(openHab.address(), new Login("test", "test"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream input = KamstrupIT.class.getResourceAsStream("/openhab/" + name)) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String faultyThings() throws IOException {
        SimulatedMeter elsewhere = new SimulatedMeter(RegisterImage.parse(List.of("address 3A")));
        Rfc2217Server nobody = new Rfc2217Server(0, meter, WireSettings.DEFAULT);
        nobody.close();
        return resource("faults.things").replace("PORT_ATTIC", atticPort.toString())
                .replace("PORT_GARAGE", garagePort.toString()).replace("PORT_UNREACHABLE", nobody.portName()) //
                .replace("PORT_SILENT_2", terminal("silent-2")) //
                .replace("PORT_SILENT", terminal("silent"))
                .replace("PORT_ECHO", server("echo", elsewhere, WireSettings.DEFAULT.withEcho()))
                .replace("PORT_SPEED", server("speed", meter, WireSettings.DEFAULT.withEcho()))
                .replace("PORT_LONELY",
                        server("lonely", new SimulatedMeter(RegisterImage.named("multical-403")), WireSettings.DEFAULT))
                .replace("PORT_NOISE", noise()).replace("PORT_LIAR", server("liar", new Liar(), WireSettings.DEFAULT))
                .replace("PORT_DAMAGED", server("damaged", new Mumbler(), WireSettings.DEFAULT));
    }

    private String terminal(String name) throws IOException {
        PseudoTerminal terminal = new PseudoTerminal();
        ports.put(name, terminal);
        return terminal.path().toString();
    }

    private String noise() throws IOException {
        NoisyPort port = new NoisyPort();
        ports.put("noise", port);
        return port.path().toString();
    }

    private String server(String name, SimulatedMeter simulatedMeter, WireSettings settings) throws IOException {
        Rfc2217Server server = new Rfc2217Server(0, simulatedMeter, settings);
        ports.put(name, server);
        return server.portName();
    }

    /** Counts what it is asked for. */
    private static class CountingMeter extends SimulatedMeter {
        private final Map<Integer, Integer> asked = new ConcurrentHashMap<>();

        CountingMeter(RegisterImage image) {
            super(image);
        }

        @Override
        public Optional<Frame> answer(Frame request) {
            if (Message.of(request)instanceof GetRegisters question) {
                question.ids().forEach(id -> asked.merge(id, 1, Integer::sum));
            }
            return super.answer(request);
        }

        int timesAskedFor(int id) {
            return asked.getOrDefault(id, 0);
        }
    }

    /** Answers flow when asked for energy, with a check sum that is right. */
    private static class Liar extends SimulatedMeter {
        Liar() {
            super(RegisterImage.named(RegisterImage.DEFAULT));
        }

        @Override
        public Optional<Frame> answer(Frame request) {
            return Message.of(request)instanceof GetRegisters question
                    ? Optional.of(new RegisterValues(question.address(),
                            List.of(new RegisterValue(75, 41, 0, Octets.of(0, 0, 0, 99)))).toFrame())
                    : super.answer(request);
        }
    }

    /** Answers registers that end in the middle, with a check sum that is right. */
    private static class Mumbler extends SimulatedMeter {
        Mumbler() {
            super(RegisterImage.named(RegisterImage.DEFAULT));
        }

        @Override
        public Optional<Frame> answer(Frame request) {
            return super.answer(request).map(frame -> frame.data().size() < 8 ? frame
                    : new Frame(frame.direction(), frame.address(), frame.command(),
                            frame.data().slice(0, frame.data().size() - 2)));
        }
    }

    @BeforeAll
    void createAdministrator() throws IOException, InterruptedException {
        rest.createAdministrator();
    }

    @AfterAll
    void stop() throws Exception {
        openHab.close();
        cellar.close();
        attic.close();
        garage.close();
        for (AutoCloseable port : ports.values()) {
            port.close();
        }
    }

    private Thing awaitStatus(String uid, String status) throws Exception {
        return Await.until(uid + " to be " + status, SOON, () -> rest.thing(uid),
                thing -> thing.filter(known -> status.equals(known.status())).isPresent()).orElseThrow();
    }

    private void awaitState(String item, String state) throws Exception {
        Await.until(item + " to be " + state, SOON, () -> rest.state(item), state::equals);
    }

    @Test
    @Order(1)
    void bridgeAndMeterAreOnline() throws Exception {
        awaitStatus("kamstrup:optical-head:cellar", "ONLINE");
        awaitStatus(METER, "ONLINE");
        examination = CompletableFuture.supplyAsync(() -> examine("kamstrup:optical-head:speed"));
    }

    private String examine(String head) {
        try {
            return openHab.console().run("openhab:kamstrup diagnose " + head).text();
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    @ParameterizedTest
    @Order(2)
    @CsvSource({ "Heat_Energy, 102.47 GJ", "Heat_Power, 0.0 kW", "Flow_Temperature, 35.45 °C",
            "Return_Temperature, 30.84 °C", "Temperature_Difference, 4.61 K", "Flow_Rate, 0 l/h",
            // openHAB 3.0 writes the cubic metre as one character
            "Volume, 1208.96 ㎥", "Volume_2, 0.00 ㎥", "Info_Code, 0", "Operating_Hours, 7127 h", "Fine_Power, 0 W",
            "Energy_Today, 0.00 GJ", "Volume_Today, 0.00 ㎥", "Return_This_Month, UNDEF", "Cooling_This_Year, UNDEF",
            "Max_Power_Month, 6.7 kW", "Info_Text, Nothing to report", "Plausibility, All values can be",
            "Control_Energy, 0.00 GJ" })
    void everyItemHasItsValueAndUnit(String item, String state) throws Exception {
        awaitState(item, state);
    }

    @Test
    @Order(2)
    void theMetersClockIsAMoment() throws Exception {
        Await.until("the meter's date", SOON, () -> rest.state("Meter_Date"),
                state -> state.startsWith("2026-08-24T00:00:00"));
        Await.until("the meter's clock", SOON, () -> rest.state("Meter_Clock"),
                state -> state.startsWith("2026-08-24T10:30:00"));
    }

    @Test
    @Order(2)
    void thePropertiesTellWhoTheMeterIs() throws Exception {
        Map<String, String> properties = awaitStatus(METER, "ONLINE").properties();
        assertEquals("6543210", properties.get("serialNumber"));
        assertEquals("0004", properties.get("meterType"));
        assertEquals("F1", properties.get("firmwareVersion"));
        assertEquals("MULTICAL 601 (Pt100)", properties.get("modelId"));
        assertEquals("Kamstrup", properties.get("vendor"));
        assertEquals("MULTICAL 601, 602 or 801", properties.get("meterFamily"));
        // live values every ten seconds; two readings at midnight come on top
        assertEquals("8642", properties.get("wakeUpsPerDay"));
    }

    @Test
    @Order(2)
    void theMeterHasAChannelForEachOfItsRegistersAndNoOther() throws Exception {
        Map<String, String> channels = awaitStatus(METER, "ONLINE").channels();
        Set<String> catalogue = new TreeSet<>();
        Set<String> expected = new TreeSet<>();
        for (Register register : RegisterCatalogue.registers()) {
            String channel = register.group() + "#" + register.channel();
            catalogue.add(channel);
            if (meter.image().registers().containsKey(register.id())) {
                expected.add(channel);
                assertEquals(register.quantity().itemType(), channels.get(channel), channel);
            }
        }
        Set<String> actual = new TreeSet<>(channels.keySet());
        actual.retainAll(catalogue);
        assertEquals(expected, actual);
        assertEquals("Trigger", channels.get("status#info-change"));
        assertTrue(channels.keySet().containsAll(Set.of("control-energy", "year#mean-return-temperature")));
    }

    @Test
    @Order(2)
    void onlyWhatIsLinkedIsReadAgain() throws Exception {
        awaitState("Heat_Energy", "102.47 GJ");
        assertEquals(1, meter.timesAskedFor(692));
        int live = meter.timesAskedFor(86);
        Await.until("another reading", SOON, () -> meter.timesAskedFor(86), times -> times > live + 1);
        assertEquals(1, meter.timesAskedFor(692));
        assertEquals(1, meter.timesAskedFor(61));
    }

    @Test
    @Order(2)
    void theSitemapShowsTheValuesOnItsPages() throws Exception {
        Map<String, List<String>> expected = Map.of("Heat Meter",
                List.of("Power [0.0 kW]", "Flow rate [0 l/h]", "Flow temperature [35.45 °C]",
                        "Return temperature [30.84 °C]", "Temperature difference [4.61 K]", "Info code [0]",
                        "Info [Nothing to report]", "Volume today [0.00 m³]"),
                "Counters",
                List.of("Heat energy [102.47 GJ]", "Volume [1208.96 m³]", "Volume 2 [0.00 m³]",
                        "Control energy [0.00 GJ]", "Operating hours [7127 h]"),
                "Extremes", List.of("Highest power this month [6.7 kW]"), "Meter and Line",
                List.of("Meter date [2026-08-24]", "Meter clock [2026-08-24 10:30:00]", "Link [The meter answers.]"));
        List<SitemapPage> pages = Await.until("the sitemap's labels", SOON, () -> rest.sitemapPages("kamstrup"),
                found -> found.stream().allMatch(page -> page.widgets().stream().map(SitemapWidget::label).toList()
                        .containsAll(expected.getOrDefault(page.title(), List.of()))));
        assertEquals(expected.keySet(), pages.stream().map(SitemapPage::title).collect(Collectors.toSet()));
        // an item that is misspelt has no state and no label of its own
        Set<String> items = rest.items().stream().map(Item::name).collect(Collectors.toSet());
        List<String> shown = pages.stream().flatMap(page -> page.widgets().stream()).map(SitemapWidget::item)
                .filter(item -> !item.isEmpty()).toList();
        assertTrue(items.containsAll(shown), shown.toString());
        assertTrue(shown.containsAll(new Example(Path.of("doc/example")).itemNames()), shown.toString());
        assertEquals("D", widget("gTemperatures").period());
        assertEquals("Chart", widget("gTemperatures").type());
    }

    private SitemapWidget widget(String item) throws IOException, InterruptedException {
        return rest.sitemapPages("kamstrup").stream().flatMap(page -> page.widgets().stream())
                .filter(widget -> item.equals(widget.item())).findAny().orElseThrow();
    }

    private void awaitColor(String item, String color) throws Exception {
        Await.until(item + " to be " + color, SOON, () -> widget(item).valueColor(), color::equals);
    }

    @Test
    @Order(3)
    void theSitemapIsColouredByTheValues() throws Exception {
        RegisterImage image = meter.image();
        awaitColor("Flow_Temperature", "green");
        awaitColor("Info_Code", "green");
        awaitColor("Temperature_Difference", "orange");
        meter.become(image.with(86, "85.00").with(87, "45.06").with(89, "39.94").with(99, "1"));
        awaitColor("Flow_Temperature", "red");
        awaitColor("Return_Temperature", "orange");
        awaitColor("Temperature_Difference", "green");
        awaitColor("Info_Code", "red");
        meter.become(image);
        awaitColor("Return_Temperature", "green");
    }

    @Test
    @Order(3)
    void aRuleTellsOfALeakAndOfABurst() throws Exception {
        RegisterImage image = meter.image();
        meter.become(image.with(99, "256"));
        awaitState("Leak_Alarm", "ON");
        awaitState("Heat_Message", "Close the valve: +heating-leak");
        assertEquals("red", widget("Leak_Alarm").labelColor());
        meter.become(image);
        awaitState("Info_Message", "-heating-leak");
        // nobody has looked yet
        assertEquals("ON", rest.state("Leak_Alarm"));
        rest.command("Leak_Alarm", "OFF");
        awaitState("Leak_Alarm", "OFF");
        meter.become(image.with(99, "512"));
        awaitState("Heat_Message", "Close the valve: +heating-burst");
        awaitState("Leak_Alarm", "ON");
        rest.command("Leak_Alarm", "OFF");
        meter.become(image);
        awaitState("Info_Message", "-heating-burst");
        awaitState("Leak_Alarm", "OFF");
    }

    @Test
    @Order(3)
    void aRuleTellsThatTheReturnOfTheDayIsTooWarm() throws Exception {
        awaitState("Return_Today", "UNDEF");
        // 3 m³ of 60 °C come back with 45 °C
        meter.become(meter.image().with(68, "1211.96").with(97, "63045").with(110, "38463"));
        rest.command("Return_Today", "REFRESH");
        awaitState("Heat_Message", "The return is too warm today: 45.0 °C");
        awaitColor("Return_Today", "red");
        // the next 3 m³ with 30 °C
        meter.become(meter.image().with(68, "1214.96").with(97, "63225").with(110, "38553"));
        rest.command("Return_Today", "REFRESH");
        awaitColor("Return_Today", "green");
    }

    @Test
    @Order(3)
    void aRuleTellsThatNoWaterFlowsThoughHeatIsAskedFor() throws Exception {
        RegisterImage image = meter.image();
        awaitState("No_Flow", "OFF");
        rest.command("Heat_Demand", "ON");
        awaitState("No_Flow", "ON");
        awaitState("Heat_Message", "Heat is asked for, but no water flows");
        meter.become(image.with(74, "120"));
        awaitState("No_Flow", "OFF");
        meter.become(image);
        awaitState("Flow_Rate", "0 l/h");
        rest.command("Heat_Demand", "OFF");
    }

    @Test
    @Order(3)
    void aRuleTellsThatTheMeterIsSilent() throws Exception {
        RegisterImage image = meter.image();
        awaitState("Meter_Silent", "OFF");
        meter.become(RegisterImage.parse(List.of("address 01")));
        awaitState("Meter_Silent", "ON");
        Await.until("the message", SOON, () -> rest.state("Heat_Message"),
                message -> message.startsWith("The meter is silent: The meter "));
        awaitLog("  ! silent");
        meter.become(image);
        awaitState("Meter_Silent", "OFF");
        awaitStatus(METER, "ONLINE");
    }

    @Test
    @Order(3)
    void aRuleReadsEverythingOnTheFirstOfTheMonth() throws Exception {
        awaitStatus(METER, "ONLINE");
        runRule("Everything on the first of the month");
        awaitLog("60 Heat Energy: 102.47 GJ");
        awaitLog("175 ");
    }

    private void runRule(String name) throws Exception {
        rest.runRule(Await.until("the rule " + name, SOON, () -> rest.rule(name), Optional::isPresent).orElseThrow());
    }

    private void awaitLog(String text) throws Exception {
        Await.until("the log to tell of " + text, SOON, () -> Files.readString(openHab.home().log()),
                log -> log.contains(text));
    }

    @Test
    @Order(4)
    void aRefreshCommandReadsAtOnce() throws Exception {
        awaitState("Heat_Energy", "102.47 GJ");
        meter.become(meter.image().with(60, "102.48"));
        rest.command("Heat_Energy", "REFRESH");
        awaitState("Heat_Energy", "102.48 GJ");
        // a counter that falls is read a second time, which decides
        meter.become(meter.image().with(60, "102.47"));
        rest.command("Heat_Energy", "REFRESH");
        awaitState("Heat_Energy", "102.47 GJ");
        awaitState("Plausibility", "Heat Energy 102.47 GJ is less than before; a second reading confirmed it");
    }

    @Test
    @Order(4)
    void whatTheMeterComplainsAboutIsSaidInWords() throws Exception {
        RegisterImage image = meter.image();
        meter.become(image.with(99, "8").with(86, "185.00"));
        awaitState("Info_Text", "flow temperature sensor out of range");
        awaitState("Info_Message", "+t1-out-of-range");
        awaitState("Heat_Message", "A sensor is out of order: +t1-out-of-range");
        awaitState("Flow_Temperature", "UNDEF");
        awaitState("Plausibility", "Flow Temperature 185.00 °C is what the meter shows while a sensor is out of order; "
                + "the meter reports the sensor as faulty");
        meter.become(image);
        awaitState("Info_Message", "-t1-out-of-range");
        awaitState("Info_Text", "Nothing to report");
        awaitState("Flow_Temperature", "35.45 °C");
    }

    @Test
    @Order(5)
    void aSecondMeterIsReadOverAPseudoTerminalWithEcho() throws Exception {
        awaitStatus("kamstrup:optical-head:attic", "ONLINE");
        assertEquals("6892850", awaitStatus(ATTIC, "ONLINE").properties().get("serialNumber"));
        awaitState("Attic_Energy", "55.006 MWh");
        awaitState("Attic_Flow", "53.65 °C");
        Await.until("the attic's clock", SOON, () -> rest.state("Attic_Clock"),
                state -> state.startsWith("2022-09-01T10:30:00"));
        // this meter has no second flow sensor
        assertFalse(rest.thing(ATTIC).orElseThrow().channels().containsKey("water#volume-2"));
        assertEquals("NULL", rest.state("Attic_Volume_2"));
        assertFalse(openHab.process().descriptors(atticPort).isEmpty());
    }

    @Test
    @Order(5)
    void aThirdMeterIsReadThroughJSerialComm() throws Exception {
        awaitStatus(GARAGE, "ONLINE");
        awaitState("Garage_Energy", "55.006 MWh");
        assertFalse(openHab.process().descriptors(garagePort).isEmpty());
        assertTrue(openHab.process().hasLoaded("libjSerialComm"));
        // no pseudo terminal has such a line
        Thing head = awaitStatus("kamstrup:optical-head:garage", "ONLINE");
        assertEquals("CONFIGURATION_PENDING", head.detail());
        assertTrue(head.description().contains(" is read, but DTR cannot be switched there"), head.description());
    }

    @Test
    @Order(5)
    void anyRegisterIsShownByAChannelOfOnesOwn() throws Exception {
        awaitState("Attic_Again", "55.006 MWh");
        awaitState("Attic_Serial", "6892850");
        awaitState("Attic_My_Flow", "231 l/h");
        Thing thing = awaitStatus(ATTIC, "ONLINE");
        assertEquals("CONFIGURATION_PENDING", thing.detail());
        assertTrue(
                thing.description()
                        .contains("The channel no-register cannot be read: \"sixty\" is no register. Set register to"),
                thing.description());
    }

    @Test
    @Order(5)
    void aHeadTellsHowItsLineIs() throws Exception {
        awaitState("Attic_Link", "The meter answers.");
        awaitState("Attic_Good", "100.0 %");
        Await.until("the response time", SOON, () -> rest.state("Attic_Response"), state -> state.endsWith(" ms"));
        Await.until("what was sent", SOON, () -> rest.state("Attic_Sent"), state -> state.matches("[1-9]\\d{2,}"));
        awaitState("Missing_Link", rest.thing("kamstrup:optical-head:missing").orElseThrow().description());
    }

    @Test
    @Order(5)
    void aRuleReadsRegistersAndSeesTheLine() throws Exception {
        rest.command("Action_Wish", "60, flow-rate 9999");
        awaitState("Action_Result", "60 Heat Energy: 55.006 MWh\n74 Flow Rate: 231 l/h\n"
                + "The meter answers, but it has no register 9999. Check the number.");
        rest.command("Action_Wish", "trace");
        Await.until("the trace", SOON, () -> rest.state("Action_Result"),
                state -> state.contains("  > 80 3F 10") && state.contains("  ! answered after"));
        rest.command("Action_Wish", "all");
        List<String> all = Await.until("everything", SOON, () -> rest.state("Action_Result").lines().toList(),
                lines -> lines.size() > 2 && lines.get(0).startsWith("60 "));
        assertEquals("60 Heat Energy: 55.006 MWh", all.get(0));
        // one line for each register, and no complaint
        Set<Integer> ids = all.stream().map(line -> Integer.valueOf(line.split(" ", 2)[0]))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(all.size(), ids.size());
        ids.forEach(id -> assertTrue(atticMeter.image().registers().containsKey(id), id.toString()));
        RegisterCatalogue.registers().stream().map(Register::id).filter(atticMeter.image().registers()::containsKey)
                .forEach(id -> assertTrue(ids.contains(id), id.toString()));
        rest.command("Action_Wish", "compute");
        Await.until("the result", SOON, () -> rest.state("Action_Result"),
                state -> state.startsWith("true false 55.006 MWh 2022-09-01T10:30:") && state.endsWith(" UNDEF UNDEF"));
    }

    @ParameterizedTest
    @Order(5)
    @CsvSource({ "read, registers, java.lang.String", "readAll, '', java.lang.String",
            "readState, register, org.openhab.core.types.State", "diagnose, '', java.lang.String",
            "trace, '', java.lang.String" })
    void mainUiOffersTheActionsForRules(String action, String input, String result) throws Exception {
        JsonObject type = rest.get("module-types/kamstrup." + action).getAsJsonObject();
        assertFalse(type.get("label").getAsString().startsWith("@text"));
        JsonObject output = type.getAsJsonArray("outputs").get(0).getAsJsonObject();
        assertEquals("result", output.get("name").getAsString());
        assertEquals(result, output.get("type").getAsString());
        assertEquals(input.isEmpty() ? 0 : 1, type.getAsJsonArray("inputs").size());
        assertTrue(type.getAsJsonArray("inputs").toString().contains(input));
    }

    @Test
    @Order(5)
    void aRuleMadeInMainUiReadsEverything() throws Exception {
        int times = atticMeter.timesAskedFor(147);
        rest.post("rules", JsonParser.parseString("""
                { "uid": "made-in-main-ui", "name": "Made in Main UI", "triggers": [], "conditions": [],
                  "actions": [ { "id": "1", "type": "kamstrup.readAll", "inputs": {},
                                 "configuration": { "config": "kamstrup:meter:attic:heat" } } ] }
                """));
        runRule("Made in Main UI");
        Await.until("the reading", SOON, () -> atticMeter.timesAskedFor(147), asked -> asked > times);
    }

    @ParameterizedTest
    @Order(5)
    @CsvSource(delimiter = '|', value = { //
            "list                                            | kamstrup:optical-head:attic ONLINE The meter answers.",
            "list                                            | kamstrup:meter:attic:heat ONLINE",
            "read kamstrup:meter:attic:heat 60 flow-rate     | 60 Heat Energy: 55.006 MWh",
            "read kamstrup:meter:attic:heat 60 flow-rate     | 74 Flow Rate: 231 l/h",
            "read kamstrup:meter:attic:heat 9999             | it has no register 9999",
            "read kamstrup:meter:attic:heat hot              | hot is no register. Use",
            "read kamstrup:meter:missing:heat 60             | That cannot be done now",
            "read nobody 60                                  | There is no meter nobody. The meters are: ",
            "trace kamstrup:optical-head:attic dump          | ! answered after",
            "trace nobody dump                               | There is no optical head nobody",
            "decode 80 3F 10 01 00 3C B2 5F 0D               | \"id\":60",
            "decode                                          | tells what bytes mean",
            "discover kamstrup:optical-head:attic            | discovery: 1 meter, MULTICAL 601 (Pt500, 2-wire) no. 6892850",
            "discover kamstrup:optical-head:cellar           | discovery: 1 meter, MULTICAL 601 (Pt100) no. 6543210",
            "discover kamstrup:optical-head:silent           | discovery: no meter. The meter does not answer",
            "align kamstrup:optical-head:attic 3             | good lately: 100.0 %, in all: 100.0 %",
            "align kamstrup:optical-head:attic never         | shows for a minute",
            "diagnose kamstrup:optical-head:attic            | The meter answers with 1200 baud and 2 stop bits",
            "diagnose kamstrup:optical-head:missing          | The port /dev/no-such-port does not exist" })
    void theConsoleTells(String command, String text) throws Exception {
        String told = openHab.console().run("openhab:kamstrup " + command).text();
        assertTrue(told.contains(text), told);
    }

    // a new thing has new actions, for which openHAB loads all rules anew and interrupts those that run
    @Test
    @Order(6)
    void aMeterThatIsNotSetUpIsFoundThroughItsHead() throws Exception {
        String uid = "kamstrup:meter:lonely:71402336";
        Map<String, String> inbox = Await.until("the meter in the inbox", SOON, () -> rest.inbox(),
                found -> found.containsKey(uid));
        assertTrue(inbox.get(uid).endsWith(" no. 71402336"), inbox.get(uid));
        // no meter that is set up is offered once more
        assertEquals(Set.of(uid), inbox.keySet());
        rest.approve(uid, "Lonely Meter");
        assertEquals("71402336", awaitStatus(uid, "ONLINE").properties().get("serialNumber"));
    }

    @Test
    @Order(5)
    void theSettingsWithWhichAMeterAnswersAreFoundOut() throws Exception {
        String told = examination.get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertTrue(told.contains("Press a key on the meter now"), told);
        assertTrue(told.contains("The meter answers with 1200 baud and 2 stop bits. If that is not"), told);
    }

    @ParameterizedTest
    @Order(6)
    @CsvSource(delimiter = '|', value = {
            "kamstrup:optical-head:missing     | COMMUNICATION_ERROR | The port /dev/no-such-port does not exist. Plug in",
            "kamstrup:optical-head:noport      | COMMUNICATION_ERROR | or it is no serial port. Stop",
            "kamstrup:optical-head:invalid     | CONFIGURATION_ERROR | \"my port\" cannot be the name of a port",
            "kamstrup:optical-head:none        | CONFIGURATION_ERROR | No serial port is set. Choose",
            "kamstrup:optical-head:baud        | CONFIGURATION_ERROR | The baud rate 7 is not possible",
            "kamstrup:optical-head:stop        | CONFIGURATION_ERROR | 3 stop bits are not possible",
            "kamstrup:optical-head:lines       | CONFIGURATION_ERROR | dtr: \"high\" is not possible. Use on or off",
            "kamstrup:optical-head:unreachable | COMMUNICATION_ERROR | Nobody answers at rfc2217://127.0.0.1:",
            "kamstrup:meter:missing:heat       | BRIDGE_OFFLINE      | ''",
            "kamstrup:meter:silent:heat        | COMMUNICATION_ERROR | not one byte came back. Press a key",
            "kamstrup:meter:echo:heat          | COMMUNICATION_ERROR | only the own request came back",
            "kamstrup:meter:noise:heat         | COMMUNICATION_ERROR | What comes from the port is not from a meter",
            "kamstrup:meter:speed:heat         | COMMUNICATION_ERROR | only the own request came back",
            "kamstrup:meter:liar:heat          | COMMUNICATION_ERROR | The meter answers something else than it was asked",
            "kamstrup:meter:damaged:heat       | COMMUNICATION_ERROR | The answers of the meter arrive damaged",
            "kamstrup:meter:settings:negative  | CONFIGURATION_ERROR | refreshInterval: \"-5\" is not possible. Use whole seconds",
            "kamstrup:meter:settings:address   | CONFIGURATION_ERROR | address: \"256\" is not possible",
            "kamstrup:meter:settings:word      | CONFIGURATION_ERROR | refreshInterval: \"often\" is not possible",
            "kamstrup:meter:orphan             | CONFIGURATION_ERROR | The meter has no optical head. Choose" })
    void whatIsWrongIsSaid(String uid, String detail, String text) throws Exception {
        Thing thing = awaitStatus(uid, "OFFLINE");
        assertEquals(detail, thing.detail());
        assertTrue(thing.description().contains(text), thing.description());
        assertFalse(thing.description().contains("@text") || thing.description().contains("{"), thing.description());
    }

    @ParameterizedTest
    @Order(6)
    @CsvSource({ "da, da, måler", "de, de, Wärme", "fi, fi, mittari", "fr, fr, Aucun port série", "nl, nl, seriële",
            "no, no, kjøle", "nb, no, vannmåler", "nb-NO, no, vannmåler", "pl, pl, głowicą", "sv, sv, mätare",
            "de-AT, de, Lesekopf" })
    void whatIsSaidArrivesInTheUsersLanguage(String accepted, String language, String some) throws Exception {
        Properties texts = new Properties();
        try (Reader reader = Files
                .newBufferedReader(Path.of("src/main/resources/OH-INF/i18n/kamstrup_" + language + ".properties"))) {
            texts.load(reader);
        }
        OpenHabRest abroad = rest.inLanguage(accepted);
        String type = abroad.get("thing-types/kamstrup:meter").getAsJsonObject().get("description").getAsString();
        assertEquals(texts.getProperty("thing-type.kamstrup.meter.description"), type);
        String status = abroad.thing("kamstrup:optical-head:none").orElseThrow().description();
        assertEquals(texts.getProperty("offline.conf-error.no-port"), status);
        assertTrue((type + status).contains(some), type + status);
    }

    @Test
    @Order(6)
    void aMeterIsNotReadTwice() throws Exception {
        String twins = "things/twins.things";
        String head = "Bridge kamstrup:optical-head:twins [ serialPort=\"/dev/no-such-port\" ] {\n";
        openHab.home().writeConf(twins, head + "Thing meter one [ address=63 ]\nThing meter two [ address=63 ]\n}");
        List<String> uids = List.of("kamstrup:meter:twins:one", "kamstrup:meter:twins:two");
        String second = Await.until("one of the two to be refused", SOON, () -> {
            for (String uid : uids) {
                Optional<Thing> thing = rest.thing(uid);
                if (thing.isPresent() && thing.get().description().startsWith("The meter at address 63 is already")) {
                    return uid;
                }
            }
            return "";
        }, uid -> !uid.isEmpty());
        String first = uids.get(1 - uids.indexOf(second));
        assertTrue(rest.thing(second).orElseThrow().description().contains(first));
        assertEquals("CONFIGURATION_ERROR", rest.thing(second).orElseThrow().detail());
        // the other one goes
        openHab.home().writeConf(twins, head + "Thing meter " + second.replaceFirst(".*:", "") + " [ address=63 ]\n}");
        Await.until("the remaining one to be the only one", SOON, () -> rest.thing(second).orElseThrow().detail(),
                detail -> !"CONFIGURATION_ERROR".equals(detail));
        openHab.home().removeConf(twins);
        Await.until("the twins to go", SOON, () -> rest.thing("kamstrup:optical-head:twins"), Optional::isEmpty);
    }

    @Test
    @Order(6)
    void aPortIsNotOpenedTwice() throws Exception {
        awaitStatus("kamstrup:optical-head:attic", "ONLINE");
        // who comes first has the port, so this one comes later
        openHab.home().writeConf("things/taken.things",
                "Bridge kamstrup:optical-head:taken \"Port in use\" [ serialPort=\"" + atticPort + "\" ]");
        Thing thing = awaitStatus("kamstrup:optical-head:taken", "OFFLINE");
        assertTrue(thing.description().contains("is there, but cannot be opened: another program or thing uses it")
                || thing.description().contains("is used by kamstrup:optical-head:attic"), thing.description());
        openHab.home().removeConf("things/taken.things");
        Await.until("the second bridge to go", SOON, () -> rest.thing("kamstrup:optical-head:taken"),
                Optional::isEmpty);
    }

    @ParameterizedTest
    @Order(7)
    @CsvSource({ "Noise_Energy", "Speed_Energy", "Liar_Energy", "Liar_Flow", "Damaged_Energy" })
    void nothingThatFailsACheckReachesAnItem(String item) throws Exception {
        assertTrue(Set.of("NULL", "UNDEF").contains(rest.state(item)), rest.state(item));
    }

    // its values grow old beside those of the meter that falls silent
    @Test
    @Order(7)
    void aHeadThatIsReadThroughJSerialCommIsMissedWhenItIsPulled() throws Exception {
        garage.close();
        assertEquals("BRIDGE_OFFLINE", awaitStatus(GARAGE, "OFFLINE").detail());
    }

    @Test
    @Order(8)
    void aMeterThatFallsSilentGoesOfflineAndComesBack() throws Exception {
        RegisterImage image = atticMeter.image();
        atticMeter.become(RegisterImage.parse(List.of("address 01")));
        Thing thing = awaitStatus(ATTIC, "OFFLINE");
        assertTrue(thing.description().contains("only the own request came back"), thing.description());
        awaitState("Attic_Link", thing.description());
        awaitState("Attic_Event", "echo-only");
        awaitState("Attic_Energy", "UNDEF");
        atticMeter.become(image);
        awaitStatus(ATTIC, "ONLINE");
        awaitState("Attic_Energy", "55.006 MWh");
    }

    @Test
    @Order(9)
    void aHeadThatIsPulledAndPluggedInElsewhereIsFoundAgain() throws Exception {
        attic.close();
        assertTrue(awaitStatus("kamstrup:optical-head:attic", "OFFLINE").description().startsWith("The"));
        assertEquals("BRIDGE_OFFLINE", awaitStatus(ATTIC, "OFFLINE").detail());
        awaitState("Attic_Event", "port-missing");
        attic = new PseudoTerminalMeter(atticMeter, WireSettings.DEFAULT);
        attic.linkFrom(atticPort);
        awaitStatus(ATTIC, "ONLINE");
        awaitState("Attic_Energy", "55.006 MWh");
    }

    @Test
    @Order(9)
    void aHeadThatIsPulledAgainAndAgainLeavesNothingOpen() throws Exception {
        awaitState("Attic_Flow", "53.65 °C");
        RegisterImage image = atticMeter.image();
        for (int time = 0; time < 3; time++) {
            // in the middle of whatever it does, and back before anybody has noticed
            attic.close();
            atticMeter.become(image.with(86, "54.1" + time));
            attic = new PseudoTerminalMeter(atticMeter, WireSettings.DEFAULT.withEcho());
            attic.linkFrom(atticPort);
            awaitState("Attic_Flow", "54.1" + time + " °C");
        }
        assertEquals(1, openHab.process().descriptors(atticPort).size());
        assertEquals(List.of(), openHab.process().descriptors().values().stream()
                .filter(path -> path.startsWith("/dev/pts/") && path.endsWith("(deleted)")).toList());
        atticMeter.become(image);
        awaitState("Attic_Flow", "53.65 °C");
    }

    @Test
    @Order(9)
    void aHeadThatIsReadThroughJSerialCommIsFoundAgain() throws Exception {
        awaitState("Garage_Energy", "UNDEF");
        garage = new PseudoTerminalMeter(garageMeter, WireSettings.DEFAULT);
        garage.linkFrom(garagePort);
        awaitStatus(GARAGE, "ONLINE");
        awaitState("Garage_Energy", "55.006 MWh");
    }

    @Test
    @Order(10)
    void theBundleStopsWithoutATraceAndStartsAgain() throws Exception {
        assertTrue(ourThreads() > 0);
        assertEquals(0, openHab.console().run("bundle:stop " + BUNDLE).exitCode());
        Await.until("the threads to end", SOON, this::ourThreads, count -> count == 0);
        assertEquals(List.of(), openHab.process().descriptors(atticPort));
        assertEquals(List.of(), openHab.process().descriptors(garagePort));
        Await.until("the connection to end", SOON, cellar::hasClient, connected -> !connected);
        assertEquals(0, openHab.console().run("bundle:start " + BUNDLE).exitCode());
        meter.become(meter.image().with(60, "103.00"));
        awaitStatus(METER, "ONLINE");
        awaitState("Heat_Energy", "103.00 GJ");
        // what went through while nobody looked is counted, and the meter is not asked for everything again
        awaitState("Energy_Today", "0.53 GJ");
        assertEquals(1, meter.timesAskedFor(692));
    }

    private Map<String, String> properties(String uid) throws IOException, InterruptedException {
        return rest.thing(uid).orElseThrow().properties();
    }

    @Test
    @Order(11)
    void aMeterIsAskedForEverythingAgainIfSomebodyWantsThat() throws Exception {
        assertTrue(openHab.console().run("openhab:kamstrup probe " + METER).text().contains("asked for everything"));
        Await.until("the probe", SOON, () -> meter.timesAskedFor(692), times -> times == 2);
        assertTrue(openHab.console().run("openhab:kamstrup probe nobody").text().contains("There is no meter nobody"));
    }

    @Test
    @Order(12)
    void anotherMeterUnderTheHeadIsNoticed() throws Exception {
        meter.become(RegisterImage.named("multical-302"));
        String serialNumber = Long.toString(meter.image().serialNumber());
        Await.until("the new meter", SOON, () -> rest.thing(METER).orElseThrow(),
                thing -> serialNumber.equals(thing.properties().get("serialNumber")));
        Map<String, String> channels = awaitStatus(METER, "ONLINE").channels();
        assertTrue(properties(METER).get("meterFamily").startsWith("MULTICAL 302 (a guess"));
        assertTrue(channels.containsKey("energy#cooling-energy-high-resolution"));
        assertFalse(channels.containsKey("water#volume-2"));
        Await.until("the new meter's energy", SOON, () -> rest.state("Heat_Energy"), state -> state.endsWith(" kWh"));
    }

    @Test
    @Order(13)
    void withoutJSerialCommItsPortsAreRefusedAndEverythingElseWorks() throws Exception {
        assertEquals(0, openHab.console().run("bundle:uninstall " + LIBRARY).exitCode());
        assertEquals(0, openHab.console().run("bundle:refresh " + BUNDLE).exitCode());
        Thing head = Await.until("the head to miss its library", SOON,
                () -> rest.thing("kamstrup:optical-head:garage").orElseThrow(),
                thing -> "CONFIGURATION_ERROR".equals(thing.detail()));
        assertTrue(head.description().contains("needs the jSerialComm library, which is not installed"),
                head.description());
        awaitStatus(METER, "ONLINE");
    }

    private long ourThreads() throws IOException, InterruptedException {
        try {
            return openHab.process().threadNames().stream().filter(name -> name.startsWith(THREADS)).count();
        } catch (TimeoutException e) {
            throw new IOException(e);
        }
    }

    @Test
    @Order(14)
    void theLogHasNothingToSay() throws Exception {
        List<String> lines;
        try (Stream<String> log = Files.lines(openHab.home().log())) {
            lines = log.filter(line -> line.contains("kamstrup") || line.contains("Kamstrup") || line.contains("erial"))
                    .filter(line -> line.contains("[WARN ]") || line.contains("[ERROR]")).toList();
        }
        assertEquals(List.of(), lines);
        try (Stream<String> log = Files.lines(openHab.home().log())) {
            assertEquals(1, log.filter(line -> line.contains("is another meter now")).count());
        }
    }

    @Test
    @Order(15)
    void nothingIsLeftBehind() throws Exception {
        ProcessHandle process = ProcessHandle.of(openHab.process().pid()).orElseThrow();
        openHab.close();
        assertFalse(process.isAlive());
        assertEquals(0, process.descendants().count());
        Await.until("the connection to end", SOON, cellar::hasClient, connected -> !connected);
    }
}
