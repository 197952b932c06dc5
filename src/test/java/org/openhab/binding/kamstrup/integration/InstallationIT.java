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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.openhab.binding.kamstrup.internal.simulator.PluggableMeter;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter;
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
@Order(12)
@Tag("slow")
class InstallationIT {

    private static final String NEWER = "9.9.9";
    private static final String RXTX = "kamstrup:optical-head:rxtx";
    private static final List<String> METERS = List.of("kamstrup:meter:rxtx:heat", "kamstrup:meter:jserialcomm:heat");

    private final Path folder = Path.of("target/installation-test").toAbsolutePath();
    private final Path kar = Path.of(System.getProperty("kar"));
    private final Path newer = folder
            .resolve(kar.getFileName().toString().replaceFirst("[0-9.]+\\.kar$", NEWER + ".kar"));
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private final OpenHab openHab;
    private final OpenHabRest rest;

    InstallationIT() throws Exception {
        Folders.delete(folder);
        Files.createDirectories(folder);
        writeNewer();
        OpenHabHome home = OpenHabHome.create(Distribution.named(Path.of(System.getProperty("openhab.home"))),
                folder.resolve("openhab"), Ports.free());
        home.writeConf("things/heads.things", things("rxtx", "") + things("jserialcomm", "jserialcomm:"));
        home.install(kar);
        openHab = OpenHab.start(home, OpenHab.SHORT_RUN);
        open.push(openHab);
        rest = new OpenHabRest(openHab.address(), new Login("test", "test"));
        rest.createAdministrator();
    }

    private String things(String head, String scheme) throws Exception {
        PluggableMeter meter = new PluggableMeter(new SimulatedMeter(RegisterImage.named("multical-602")),
                folder.resolve(head), OpenHabFixture.WIRE);
        open.push(meter);
        return """
                Bridge kamstrup:optical-head:%1$s "Head" [ serialPort="%2$s%3$s" ] {
                    Thing meter heat "Meter" [ refreshInterval=2 ]
                }
                """.formatted(head, scheme, meter.link());
    }

    /** The same with another version in its names, its features and the manifest of its bundle. */
    private void writeNewer() throws IOException {
        try (JarFile old = new JarFile(kar.toFile());
                JarOutputStream output = new JarOutputStream(Files.newOutputStream(newer))) {
            String version = kar.getFileName().toString().replaceAll("^.*-|\\.kar$", "");
            for (JarEntry entry : Collections.list(old.entries())) {
                byte[] content = old.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith(".xml")) {
                    content = new String(content, StandardCharsets.UTF_8).replace(version, NEWER)
                            .getBytes(StandardCharsets.UTF_8);
                } else if (entry.getName().contains(version) && entry.getName().endsWith(".jar")) {
                    content = withVersion(content);
                }
                output.putNextEntry(new JarEntry(entry.getName().replace(version, NEWER)));
                output.write(content);
            }
        }
    }

    private static byte[] withVersion(byte[] bundle) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarInputStream input = new JarInputStream(new ByteArrayInputStream(bundle))) {
            Manifest manifest = input.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", NEWER);
            try (JarOutputStream output = new JarOutputStream(bytes, manifest)) {
                for (JarEntry entry = input.getNextJarEntry(); entry != null; entry = input.getNextJarEntry()) {
                    output.putNextEntry(new JarEntry(entry.getName()));
                    input.transferTo(output);
                }
            }
        }
        return bytes.toByteArray();
    }

    @AfterAll
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private void awaitStatus(String status) throws Exception {
        for (String meter : METERS) {
            Await.until(meter + " to be " + status, OpenHabFixture.SOON,
                    () -> rest.thing(meter).map(Thing::status).orElse(""), status::equals);
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
            Await.until("the list to be read", OpenHabFixture.SOON, () -> Files.readString(openHab.home().log()),
                    log -> log.contains("The binding add-on '" + other + "' does not exist"));
        }
        assertTrue(rest.hasThingType("kamstrup:meter"));
        awaitStatus("ONLINE");
    }

    /** More than once: the library itself has two files to load its native part from. */
    @Test
    @Order(4)
    void afterAnInstallationAnewBothHeadsAreReadAgain() throws Exception {
        for (int time = 0; time < 2; time++) {
            openHab.uninstall(kar);
            assertFalse(bundles().contains("nrjavaserial"), "Nothing else needs the serial transport");
            openHab.install(kar);
            awaitStatus("ONLINE");
        }
    }

    @Test
    @Order(5)
    void afterAnUpdateBothHeadsAreReadAgain() throws Exception {
        // both at once, as people do it
        openHab.home().uninstall(kar);
        openHab.install(newer);
        Await.until("the newer one", OpenHabFixture.SOON, this::bundles,
                list -> list.contains("Kamstrup Binding") && list.contains(NEWER));
        awaitStatus("ONLINE");
    }

    /** The file that the user has named is one that Java does not load. */
    @Test
    @Order(6)
    void aSerialLibraryThatCannotBeLoadedAgainIsTold() throws Exception {
        openHab.console().run("system:property libNRJavaSerial.userlib " + folder.resolve("none.so"));
        openHab.uninstall(newer);
        openHab.install(newer);
        Thing head = Await.until("the head to miss its library", OpenHabFixture.SOON,
                () -> rest.thing(RXTX).orElseThrow(), thing -> "OFFLINE".equals(thing.status()));
        assertTrue(head.description().contains("Restart openHAB, or write jserialcomm:"), head.description());
        Await.until("the other head's meter", OpenHabFixture.SOON,
                () -> rest.thing(METERS.get(1)).map(Thing::status).orElse(""), "ONLINE"::equals);
        // it writes to the standard output whenever it is asked
        String output = Files.readString(openHab.home().output());
        openHab.console().run("openhab:kamstrup discover " + RXTX);
        assertEquals(output, Files.readString(openHab.home().output()));
    }

    private String bundles() throws IOException, InterruptedException {
        return openHab.console().run("bundle:list").text();
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
