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
package org.openhab.binding.kamstrup.integration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.openhab.binding.kamstrup.demo.Example;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.simulator.AgeingMeter;
import org.openhab.binding.kamstrup.internal.simulator.NoisyPort;
import org.openhab.binding.kamstrup.internal.simulator.PluggableMeter;
import org.openhab.binding.kamstrup.internal.simulator.PseudoTerminal;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.Rfc2217Server;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedTextMeter;
import org.openhab.binding.kamstrup.internal.simulator.StrangeServer;
import org.openhab.binding.kamstrup.internal.simulator.TextImage;
import org.openhab.binding.kamstrup.internal.simulator.UnservedPort;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.binding.kamstrup.openhab.Await;
import org.openhab.binding.kamstrup.openhab.Distribution;
import org.openhab.binding.kamstrup.openhab.Folders;
import org.openhab.binding.kamstrup.openhab.OpenHab;
import org.openhab.binding.kamstrup.openhab.OpenHabHome;
import org.openhab.binding.kamstrup.openhab.OpenHabRest;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Login;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.SitemapWidget;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Thing;
import org.openhab.binding.kamstrup.openhab.Ports;

/**
 * The KAR in a real openHAB, with the documentation's example over RFC 2217, other meters over pseudo terminals, and
 * whatever people get wrong. It is looked at from outside: over REST, the console and the operating system.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class OpenHabFixture implements CloseableResource {

    private static final Duration FOR_EVER = Duration.ofMillis(-1);

    static final Duration SOON = Duration.ofSeconds(90);

    static final String METER = "kamstrup:meter:cellar:heat";
    static final String ATTIC = "kamstrup:meter:attic:heat";
    /** A meter gets it when it was asked for all its registers. */
    static final String LAST_CHANNEL = "status#operating-hours";
    static final String GARAGE = "kamstrup:meter:garage:heat";

    /**
     * The hour after which the example tells that something has not happened, of which nobody waits for the end here.
     */
    private static final String HOUR = "expire=\"1h,";
    /** Longer than the meter needs for its first values after openHAB has started, and until a miss is told. */
    private static final String UNTIL_SILENT = "expire=\"20s,";
    private static final String UNTIL_NO_FLOW = "expire=\"5s,";

    private static final String WORDS_FOR_NUMBERS = "(?m)^.*=\"(?:sixty|often)\".*\\R";

    /** A thing of a file, with the things inside it. */
    private static final Pattern THING = Pattern
            .compile("(?ms)^(?:Bridge|Thing) kamstrup:[a-z-]+:([a-z-]+).*?(?=^\\w|\\z)");

    private static final Pattern PORT = Pattern.compile("PORT_(\\w+)");

    /** A line that is faster than a real one; the baud rate of its port is the usual one. */
    static final WireSettings WIRE = WireSettings.DEFAULT.withSpeed(8);

    private final Set<String> heads;
    private final Path folder = Path.of("target/integration-test").toAbsolutePath();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private final CountingMeter meter = new CountingMeter(
            RegisterImage.named(RegisterImage.DEFAULT).with(1003, "260824").with(1002, "103000"));
    /** Meters with loggers, by their heads. Their clocks stand still, so that no row is added during the tests. */
    private final Map<String, AgeingMeter> withLoggers = Map.of("ALL", standingStill("multical-603"), "DAILY",
            standingStill("multical-403"), "OFF", standingStill("multical-303"));
    private final CountingMeter atticMeter = new CountingMeter(RegisterImage.named("multical-602"));
    private final Rfc2217Server cellar = new Rfc2217Server(0, meter, WIRE);
    private final PluggableMeter attic;
    private final PluggableMeter garage;
    private final OpenHab openHab;
    private final OpenHabRest rest;

    /** @param heads the ids of the heads to start beside the one of the example */
    OpenHabFixture(Set<String> heads) throws IOException, InterruptedException, TimeoutException {
        this.heads = Set.copyOf(heads);
        open.push(cellar);
        Folders.delete(folder);
        Files.createDirectories(folder);
        attic = head("Attic", atticMeter);
        garage = head("Garage", standing("multical-602"));
        Distribution distribution = Distribution.named(Path.of(System.getProperty("openhab.home")));
        OpenHabHome home = OpenHabHome.create(distribution, folder.resolve("openhab"), Ports.free());
        new Example(Path.of("doc/example")).install(home, cellar.portName());
        home.changeConf("things/kamstrup.things", "\"mains\"", "\"mains\", refreshInterval=1, statusInterval=1");
        home.changeConf("items/kamstrup_more.items", "(?m)^(Switch +No_Flow .*)" + HOUR, "$1" + UNTIL_NO_FLOW);
        home.changeConf("items/kamstrup_more.items", "(?m)^(Switch +Meter_Silent .*)" + HOUR, "$1" + UNTIL_SILENT);
        home.writeConf("things/faults.things", faultyThings(distribution.checks("register")));
        for (FaultyLine line : FaultyLine.ALL.stream().filter(line -> has(line.id())).toList()) {
            home.writeConf("things/" + line.id() + ".things",
                    line.things(server(standing(RegisterImage.DEFAULT), line.settings())));
        }
        home.writeConf("items/faults.items", resource("faults.items"));
        home.writeConf("rules/faults.rules", resource("faults.rules"));
        if (has("house1")) {
            home.writeConf("things/kamstrup-houses.things", severalHouses(line -> line.startsWith("Bridge")));
            home.writeConf("items/kamstrup-houses.items", severalHouses(line -> line.startsWith("Number")));
        }
        home.install(Path.of(System.getProperty("kar")));
        openHab = OpenHab.start(home, OpenHab.SHORT_RUN);
        open.push(openHab);
        rest = new OpenHabRest(openHab.address(), new Login("test", "test"));
        rest.createAdministrator();
        awaitChannel(METER, LAST_CHANNEL);
    }

    private PluggableMeter head(String where, SimulatedMeter meter) throws IOException {
        PluggableMeter head = new PluggableMeter(meter, folder.resolve("usb-" + where + "_IR_Head-if00-port0"),
                WIRE.withEcho());
        open.push(head);
        return head;
    }

    private boolean has(String head) {
        return heads.contains(head) || heads.contains(WithOpenHabFixture.ALL_HEADS);
    }

    private static String resource(String name) throws IOException {
        try (InputStream input = OpenHabFixture.class.getResourceAsStream("/openhab/" + name)) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The examples of the documentation for several houses whose first line is as wanted. */
    private static String severalHouses(Predicate<String> beginning) throws IOException {
        return Pattern.compile("(?ms)^```java\\n(.*?)^```").matcher(Files.readString(Path.of("doc/infrared-head.md")))
                .results().map(block -> block.group(1)).filter(beginning).collect(Collectors.joining());
    }

    /** @param checked whether openHAB itself fails at a word in the place of a number, which it then must not meet */
    private String faultyThings(boolean checked) throws IOException {
        String all = resource("faults.things");
        String things = THING.matcher(checked ? all.replaceAll(WORDS_FOR_NUMBERS, "") : all).results()
                .filter(thing -> has(thing.group(1))).map(MatchResult::group).collect(Collectors.joining());
        Matcher port = PORT.matcher(things);
        StringBuilder text = new StringBuilder();
        while (port.find()) {
            port.appendReplacement(text, port(port.group(1)));
        }
        return port.appendTail(text).toString();
    }

    /** Starts what is behind a port of the file, and gives the name of the port. */
    private String port(String name) throws IOException {
        return switch (name) {
            case "ATTIC" -> attic.link().toString();
            case "GARAGE" -> garage.link().toString();
            case "UNREACHABLE" -> unserved();
            case "OCCUPIED" -> strange(StrangeServer.BUSY, Duration.ZERO);
            case "STRANGE" -> strange("", FOR_EVER);
            case "TELNET" -> plainTcp(strange("\u00FF\u00FB\u0003\u00FF\u00FD\u002C", FOR_EVER));
            case "LOGIN" -> plainTcp(strange("debian login: ", FOR_EVER));
            case "ECHO" -> server(new SimulatedMeter(RegisterImage.parse(List.of("address 3A"))),
                    WireSettings.DEFAULT.withEcho());
            case "SPEED" -> server(standing("multical-602"), WireSettings.DEFAULT.withEcho());
            case "LONELY" -> server(standing("multical-403"), WIRE);
            case "TEXT" -> textMeter();
            case "OLD" -> answering(NoisyPort.OLD_METER);
            case "NOISE" -> answering(NoisyPort.GARBAGE);
            case "LIAR" -> server(UnusualMeters.liar(), WireSettings.DEFAULT);
            case "ALL", "DAILY", "OFF" -> server(withLoggers(name), WIRE);
            case "DAMAGED" -> server(UnusualMeters.mumbler(), WireSettings.DEFAULT);
            default -> terminal();
        };
    }

    private String unserved() throws IOException {
        UnservedPort nobody = new UnservedPort();
        open.push(nobody);
        return nobody.portName();
    }

    private static SimulatedMeter standing(String model) {
        return new SimulatedMeter(RegisterImage.named(model));
    }

    private static AgeingMeter standingStill(String model) {
        Clock clock = Clock.systemDefaultZone();
        RegisterImage image = RegisterImage.named(model);
        // a head whose meter belongs to another thing offers it to nobody
        return new AgeingMeter(image.withSerialNumber(image.serialNumber() + 1),
                Clock.fixed(clock.instant(), clock.getZone()));
    }

    private String terminal() throws IOException {
        PseudoTerminal terminal = new PseudoTerminal();
        open.push(terminal);
        return terminal.path().toString();
    }

    private String answering(ByteString bytes) throws IOException {
        NoisyPort port = new NoisyPort(bytes);
        open.push(port);
        return port.path().toString();
    }

    private String strange(String greeting, Duration closesAfter) throws IOException {
        StrangeServer server = new StrangeServer(greeting, closesAfter);
        open.push(server);
        return server.portName();
    }

    private static String plainTcp(String portName) {
        return portName.replace("rfc2217:", "tcp:");
    }

    private String server(SimulatedMeter simulatedMeter, WireSettings settings) throws IOException {
        Rfc2217Server server = new Rfc2217Server(0, simulatedMeter, settings);
        open.push(server);
        return server.portName();
    }

    /** In real time: openHAB changes the speed of the port between a request and its answer. */
    private String textMeter() throws IOException {
        Rfc2217Server server = new Rfc2217Server(0, new SimulatedTextMeter(TextImage.named("multical-66c")),
                WireSettings.DEFAULT.withResponseTime(Duration.ofSeconds(1)), true);
        open.push(server);
        return server.portName();
    }

    /** The running openHAB. */
    OpenHab openHab() {
        return openHab;
    }

    OpenHabRest rest() {
        return rest;
    }

    /** The meter of the documentation's example, which stands in the cellar. */
    CountingMeter meter() {
        return meter;
    }

    /** The head of the documentation's example, which is reached over the network. */
    Rfc2217Server cellar() {
        return cellar;
    }

    CountingMeter atticMeter() {
        return atticMeter;
    }

    /**
     * A meter with loggers.
     *
     * @param history the parameter of its thing: ALL, DAILY or OFF
     */
    AgeingMeter withLoggers(String history) {
        return Objects.requireNonNull(withLoggers.get(history));
    }

    /** A head that is read by openHAB's own serial library. */
    PluggableMeter attic() {
        return attic;
    }

    /** A head that is read through jSerialComm. */
    PluggableMeter garage() {
        return garage;
    }

    Thing awaitChannel(String uid, String channel) throws IOException, InterruptedException, TimeoutException {
        return Await.until(uid + ":" + channel, SOON, () -> rest.thing(uid).orElseThrow(),
                thing -> "ONLINE".equals(thing.status()) && thing.channels().containsKey(channel));
    }

    Thing awaitStatus(String uid, String status) throws IOException, InterruptedException, TimeoutException {
        return Await.until(uid + " to be " + status, SOON, () -> rest.thing(uid),
                thing -> thing.filter(known -> status.equals(known.status())).isPresent()).orElseThrow();
    }

    void awaitState(String item, String state) throws IOException, InterruptedException, TimeoutException {
        Await.until(item + " to be " + state, SOON, () -> rest.state(item),
                openHab.home().distribution().state(state)::equals);
    }

    /** The line of the documentation's larger sitemap that shows an item. */
    SitemapWidget widget(String item) throws IOException, InterruptedException {
        return rest.sitemapPages("kamstrup_more").stream().flatMap(page -> page.widgets().stream())
                .filter(widget -> item.equals(widget.item())).findAny().orElseThrow();
    }

    /** Waits until the sitemap shows each of the items in its color. */
    void awaitColors(Map<String, String> colors) throws IOException, InterruptedException, TimeoutException {
        Await.until("the colors " + colors, SOON,
                () -> rest.sitemapPages("kamstrup_more").stream().flatMap(page -> page.widgets().stream())
                        .filter(widget -> colors.containsKey(widget.item()))
                        .collect(Collectors.toMap(SitemapWidget::item, SitemapWidget::valueColor, (one, other) -> one)),
                colors::equals);
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
