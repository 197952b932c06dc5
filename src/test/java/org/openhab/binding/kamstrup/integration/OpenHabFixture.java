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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.openhab.binding.kamstrup.demo.Example;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.simulator.NoisyPort;
import org.openhab.binding.kamstrup.internal.simulator.PluggableMeter;
import org.openhab.binding.kamstrup.internal.simulator.PseudoTerminal;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.Rfc2217Server;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.StrangeServer;
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

    static final Duration SOON = Duration.ofSeconds(90);

    static final String METER = "kamstrup:meter:cellar:heat";
    static final String ATTIC = "kamstrup:meter:attic:heat";
    static final String GARAGE = "kamstrup:meter:garage:heat";

    /**
     * The hour after which the example tells that something has not happened, of which nobody waits for the end here.
     */
    private static final String HOUR = "expire=\"1h,";
    /** Longer than the meter needs for its first values after openHAB has started. */
    private static final String UNTIL_SILENT = "expire=\"50s,";
    private static final String UNTIL_NO_FLOW = "expire=\"15s,";

    private static final String WORDS_FOR_NUMBERS = "(?m)^.*=\"(?:sixty|often)\".*\\R";

    private final Path folder = Path.of("target/integration-test").toAbsolutePath();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private final CountingMeter meter = new CountingMeter(
            RegisterImage.named(RegisterImage.DEFAULT).with(1003, "260824").with(1002, "103000"));
    private final CountingMeter atticMeter = new CountingMeter(RegisterImage.named("multical-602"));
    private final Rfc2217Server cellar = new Rfc2217Server(0, meter, WireSettings.DEFAULT);
    private final PluggableMeter attic;
    private final PluggableMeter garage;
    private final OpenHab openHab;
    private final OpenHabRest rest;
    private final Future<String> examination;

    OpenHabFixture() throws IOException, InterruptedException, TimeoutException {
        open.push(cellar);
        Folders.delete(folder);
        Files.createDirectories(folder);
        attic = head("Attic", atticMeter);
        garage = head("Garage", standing("multical-602"));
        Distribution distribution = Distribution.named(Path.of(System.getProperty("openhab.home")));
        OpenHabHome home = OpenHabHome.create(distribution, folder.resolve("openhab"), Ports.free());
        new Example(Path.of("doc/example")).install(home, cellar.portName());
        home.changeConf("things/kamstrup.things", "\"mains\"", "\"mains\", refreshInterval=5, statusInterval=5");
        home.changeConf("items/kamstrup_more.items", "(?m)^(Switch +No_Flow .*)" + HOUR, "$1" + UNTIL_NO_FLOW);
        home.changeConf("items/kamstrup_more.items", "(?m)^(Switch +Meter_Silent .*)" + HOUR, "$1" + UNTIL_SILENT);
        home.writeConf("things/faults.things", faultyThings(distribution.checks("register")));
        for (FaultyLine line : FaultyLine.ALL) {
            home.writeConf("things/" + line.id() + ".things",
                    line.things(server(standing(RegisterImage.DEFAULT), line.settings())));
        }
        home.writeConf("items/faults.items", resource("faults.items"));
        home.writeConf("rules/faults.rules", resource("faults.rules"));
        home.writeConf("things/kamstrup-houses.things", severalHouses(line -> line.startsWith("Bridge")));
        home.writeConf("items/kamstrup-houses.items", severalHouses(line -> line.startsWith("Number")));
        home.install(Path.of(System.getProperty("kar")));
        openHab = OpenHab.start(home);
        open.push(openHab);
        rest = new OpenHabRest(openHab.address(), new Login("test", "test"));
        rest.createAdministrator();
        awaitStatus(METER, "ONLINE");
        examination = CompletableFuture.supplyAsync(() -> examine("kamstrup:optical-head:speed"));
    }

    private PluggableMeter head(String where, SimulatedMeter meter) throws IOException {
        PluggableMeter head = new PluggableMeter(meter, folder.resolve("usb-" + where + "_IR_Head-if00-port0"),
                WireSettings.DEFAULT.withEcho());
        open.push(head);
        return head;
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
        SimulatedMeter elsewhere = new SimulatedMeter(RegisterImage.parse(List.of("address 3A")));
        UnservedPort nobody = new UnservedPort();
        open.push(nobody);
        String things = resource("faults.things");
        return (checked ? things.replaceAll(WORDS_FOR_NUMBERS, "") : things)
                .replace("PORT_ATTIC", attic.link().toString()).replace("PORT_GARAGE", garage.link().toString())
                .replace("PORT_UNREACHABLE", nobody.portName()) //
                .replace("PORT_SILENT_3", terminal()).replace("PORT_SILENT_2", terminal())
                .replace("PORT_SILENT", terminal()).replace("PORT_OCCUPIED", strange(StrangeServer.BUSY, Duration.ZERO))
                .replace("PORT_STRANGE", strange("", Duration.ofMillis(-1)))
                .replace("PORT_ECHO", server(elsewhere, WireSettings.DEFAULT.withEcho()))
                .replace("PORT_SPEED", server(standing("multical-602"), WireSettings.DEFAULT.withEcho()))
                .replace("PORT_LONELY", server(standing("multical-403"), WireSettings.DEFAULT))
                .replace("PORT_OLD", answering(NoisyPort.OLD_METER)).replace("PORT_NOISE", answering(NoisyPort.GARBAGE))
                .replace("PORT_LIAR", server(UnusualMeters.liar(), WireSettings.DEFAULT))
                .replace("PORT_DAMAGED", server(UnusualMeters.mumbler(), WireSettings.DEFAULT));
    }

    private static SimulatedMeter standing(String model) {
        return new SimulatedMeter(RegisterImage.named(model));
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

    private String server(SimulatedMeter simulatedMeter, WireSettings settings) throws IOException {
        Rfc2217Server server = new Rfc2217Server(0, simulatedMeter, settings);
        open.push(server);
        return server.portName();
    }

    private String examine(String head) {
        try {
            return openHab.console().run("openhab:kamstrup diagnose " + head).text();
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
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

    /** A head that is read by openHAB's own serial library. */
    PluggableMeter attic() {
        return attic;
    }

    /** A head that is read through jSerialComm. */
    PluggableMeter garage() {
        return garage;
    }

    /**
     * What {@code diagnose} tells of a head that is set to another speed than its meter; it takes more than a minute,
     * so it goes on beside the tests.
     */
    Future<String> examination() {
        return examination;
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

    void awaitColor(String item, String color) throws IOException, InterruptedException, TimeoutException {
        Await.until(item + " to be " + color, SOON, () -> widget(item).valueColor(), color::equals);
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
