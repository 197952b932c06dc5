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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.openhab.Await;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Item;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Thing;

/**
 * The bundle starts and stops, meters are exchanged, and in the end nothing is left.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@WithOpenHabFixture({ "attic", "garage" })
@Order(11)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BundleIT {

    private static final String BUNDLE = "org.openhab.binding.kamstrup";
    private static final String THREADS = "OH-binding-kamstrup";
    private static final String LIBRARY = "com.fazecast.jSerialComm";

    private final OpenHabFixture fixture;

    BundleIT(OpenHabFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    @Order(1)
    void theBundleStopsWithoutATraceAndStartsAgain() throws Exception {
        assertTrue(ourThreads() > 0);
        int probed = fixture.meter().timesAskedFor(692);
        assertTrue(probed > 0);
        assertEquals(0, fixture.openHab().console().run("bundle:stop " + BUNDLE).exitCode());
        Await.until("the threads to end", OpenHabFixture.SOON, this::ourThreads, count -> count == 0);
        assertEquals(List.of(), fixture.openHab().process().descriptors(fixture.attic().link()));
        assertEquals(List.of(), fixture.openHab().process().descriptors(fixture.garage().link()));
        Await.until("the connection to end", OpenHabFixture.SOON, fixture.cellar()::hasClient, connected -> !connected);
        assertEquals(0, fixture.openHab().console().run("bundle:start " + BUNDLE).exitCode());
        fixture.meter().become(fixture.meter().image().with(60, "103.00"));
        fixture.awaitStatus(OpenHabFixture.METER, "ONLINE");
        fixture.awaitState("Heat_Energy", "103.00 GJ");
        // what went through while nobody looked is counted, and the meter is not asked for everything again
        fixture.awaitState("Energy_Today", "0.53 GJ");
        assertEquals(probed, fixture.meter().timesAskedFor(692));
    }

    @Test
    @Order(2)
    void aMeterIsAskedForEverythingAgainIfSomebodyWantsThat() throws Exception {
        int before = fixture.meter().timesAskedFor(692);
        assertTrue(fixture.openHab().console().run("openhab:kamstrup probe " + OpenHabFixture.METER).text()
                .contains("All registers of the meter are being read"));
        Await.until("the probe", OpenHabFixture.SOON, () -> fixture.meter().timesAskedFor(692),
                times -> times > before);
        assertTrue(fixture.openHab().console().run("openhab:kamstrup probe nobody").text()
                .contains("There is no meter nobody"));
    }

    @Test
    @Order(3)
    void anotherMeterUnderTheHeadIsNoticed() throws Exception {
        fixture.meter().become(RegisterImage.named("multical-302"));
        String serialNumber = Long.toString(fixture.meter().image().serialNumber());
        Await.until("the new meter", OpenHabFixture.SOON,
                () -> fixture.rest().thing(OpenHabFixture.METER).orElseThrow(),
                thing -> serialNumber.equals(thing.properties().get("serialNumber")));
        Map<String, String> channels = fixture
                .awaitChannel(OpenHabFixture.METER, "energy#cooling-energy-high-resolution").channels();
        assertTrue(properties(OpenHabFixture.METER).get("meterFamily").startsWith("MULTICAL 302 (a guess"));
        assertFalse(channels.containsKey("water#volume-2"));
        Await.until("the new meter's energy", OpenHabFixture.SOON, () -> fixture.rest().state("Heat_Energy"),
                state -> state.endsWith(fixture.openHab().home().distribution().keepsUnitOfItem() ? " GJ" : " kWh"));
    }

    @Test
    @Order(4)
    @Tag("slow")
    void withoutJSerialCommItsPortsAreRefusedAndEverythingElseWorks() throws Exception {
        assertEquals(0, fixture.openHab().console().run("bundle:uninstall " + LIBRARY).exitCode());
        assertEquals(0, fixture.openHab().console().run("bundle:refresh " + BUNDLE).exitCode());
        Thing head = Await.until("the head to miss its library", OpenHabFixture.SOON,
                () -> fixture.rest().thing("kamstrup:optical-head:garage").orElseThrow(),
                thing -> "CONFIGURATION_ERROR".equals(thing.detail()));
        assertTrue(head.description().contains("needs the jSerialComm library, which is not installed"),
                head.description());
        fixture.awaitStatus(OpenHabFixture.METER, "ONLINE");
    }

    @Test
    @Order(5)
    void theLogHasNothingToSay() throws Exception {
        LogProblems complaints = new LogProblems(
                fixture.rest().items().stream().map(Item::name).collect(Collectors.toSet()));
        try (Stream<String> log = Files.lines(fixture.openHab().home().log())) {
            assertEquals(List.of(), log.filter(complaints).toList());
        }
        try (Stream<String> log = Files.lines(fixture.openHab().home().log())) {
            assertEquals(1, log.filter(line -> line.contains("is another meter now")).count());
        }
    }

    @Test
    @Order(6)
    void nothingIsLeftBehind() throws Exception {
        ProcessHandle process = ProcessHandle.of(fixture.openHab().process().pid()).orElseThrow();
        fixture.openHab().close();
        assertFalse(process.isAlive());
        assertEquals(0, process.descendants().count());
        Await.until("the connection to end", OpenHabFixture.SOON, fixture.cellar()::hasClient, connected -> !connected);
    }

    private Map<String, String> properties(String uid) throws IOException, InterruptedException {
        return fixture.rest().thing(uid).orElseThrow().properties();
    }

    private long ourThreads() throws IOException, InterruptedException {
        try {
            return fixture.openHab().process().threadNames().stream().filter(name -> name.startsWith(THREADS)).count();
        } catch (TimeoutException e) {
            throw new IOException(e);
        }
    }
}
