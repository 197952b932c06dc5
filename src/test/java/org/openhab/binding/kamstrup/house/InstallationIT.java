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
package org.openhab.binding.kamstrup.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.openhab.binding.kamstrup.internal.simulator.PluggableMeter;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
import org.openhab.binding.kamstrup.internal.simulator.WireSettings;
import org.openhab.binding.kamstrup.openhab.Await;
import org.openhab.binding.kamstrup.openhab.Distribution;
import org.openhab.binding.kamstrup.openhab.Folders;
import org.openhab.binding.kamstrup.openhab.Log;
import org.openhab.binding.kamstrup.openhab.OpenHab;
import org.openhab.binding.kamstrup.openhab.OpenHabHome;
import org.openhab.binding.kamstrup.openhab.OpenHabRest;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Login;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Thing;
import org.openhab.binding.kamstrup.openhab.Ports;

/**
 * The add-on comes, goes and is replaced in a running openHAB in which nothing else needs the serial transport, with a
 * head on each of the two serial libraries.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(11)
class InstallationIT {

    private static final List<String> METERS = List.of("kamstrup:meter:rxtx:heat", "kamstrup:meter:jserialcomm:heat");

    private final Path folder = Path.of("target/installation-test").toAbsolutePath();
    private final Path kar = Path.of(System.getProperty("kar"));
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private final OpenHab openHab;
    private final OpenHabRest rest;

    InstallationIT() throws Exception {
        Folders.delete(folder);
        Files.createDirectories(folder);
        OpenHabHome home = OpenHabHome.create(Distribution.named(Path.of(System.getProperty("openhab.home"))),
                folder.resolve("openhab"), Ports.free());
        home.writeConf("things/heads.things", things("rxtx", "") + things("jserialcomm", "jserialcomm:"));
        home.install(kar);
        openHab = OpenHab.start(home);
        open.push(openHab);
        rest = new OpenHabRest(openHab.address(), new Login("test", "test"));
        rest.createAdministrator();
    }

    private String things(String head, String scheme) throws Exception {
        PluggableMeter meter = new PluggableMeter(new SimulatedMeter(RegisterImage.named("multical-602")),
                folder.resolve(head), WireSettings.DEFAULT);
        open.push(meter);
        return """
                Bridge kamstrup:optical-head:%1$s "Head" [ serialPort="%2$s%3$s" ] {
                    Thing meter heat "Meter" [ refreshInterval=2 ]
                }
                """.formatted(head, scheme, meter.link());
    }

    @AfterAll
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private void awaitStatus(String status) throws Exception {
        for (String meter : METERS) {
            Await.until(meter + " to be " + status, House.SOON, () -> rest.thing(meter).map(Thing::status).orElse(""),
                    status::equals);
        }
    }

    @Test
    @Order(1)
    void bothHeadsAreRead() throws Exception {
        awaitStatus("ONLINE");
    }

    /** What openHAB's own add-on service lists is said to be made and verified by openHAB. */
    @Test
    @Order(2)
    void openHabDoesNotTakeItForAnAddOnOfItsOwn() throws Exception {
        assertFalse(rest.get("addons").toString().contains("kamstrup"));
    }

    /** openHAB uninstalls each add-on of its own that is not in the list. */
    @Test
    @Order(3)
    void aListOfOtherAddOnsDoesNotUninstallIt() throws Exception {
        // when the second list is read, all that came of the first one is done
        for (String other : List.of("no-such-one", "no-such-other")) {
            openHab.home().changeConf("services/addons.cfg", "(?m)^binding = .*\\R|\\z", "");
            openHab.home().changeConf("services/addons.cfg", "\\A", "binding = " + other + "\n");
            Await.until("the list to be read", House.SOON, () -> Files.readString(openHab.home().log()),
                    log -> log.contains("The binding add-on '" + other + "' does not exist"));
        }
        assertTrue(rest.hasThingType("kamstrup:meter"));
        awaitStatus("ONLINE");
    }

    /** The serial manager is the one that complains where the ports of this add-on go while it is being stopped. */
    @Test
    @Order(9)
    void openHabStopsWithoutAComplaint() throws Exception {
        Instant stop = Instant.now();
        openHab.close();
        assertEquals(List.of(), new Log(openHab.home().log()).complaints(stop));
    }
}
