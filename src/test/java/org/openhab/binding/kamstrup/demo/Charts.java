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
package org.openhab.binding.kamstrup.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.demo.persistence.HistoryTables;
import org.openhab.binding.kamstrup.internal.simulator.AgeingMeter;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.openhab.OpenHab;
import org.openhab.binding.kamstrup.openhab.OpenHabHome;

/**
 * The charts of the demonstration: a persistence service as a bundle, and the tables that it answers.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Charts {

    private static final String PACKAGE = HistoryTables.class.getPackageName();
    private static final String COMPONENT_FILE = "OSGI-INF/component.xml";
    private static final String COMPONENT = """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.1.0" name="%1$s">
                <implementation class="%1$s"/>
                <service>
                    <provide interface="org.openhab.core.persistence.PersistenceService"/>
                    <provide interface="org.openhab.core.persistence.QueryablePersistenceService"/>
                </service>
            </scr:component>
            """.formatted(HistoryTables.class.getName());
    private static final Map<String, String> HEADERS = Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName",
            PACKAGE, "Bundle-Version", "1.0.0", "Service-Component", COMPONENT_FILE, "Import-Package",
            String.join(",", "org.openhab.core", "org.openhab.core.items", "org.openhab.core.types",
                    "org.openhab.core.library.types", "org.openhab.core.persistence",
                    "org.openhab.core.persistence.strategy", "org.eclipse.jdt.annotation;resolution:=optional"));

    /** Items with lines, and their registers. */
    private static final Map<String, Integer> LINES = Map.of("Heat_Power", 80, "Flow_Temperature", 86,
            "Return_Temperature", 87);
    private static final Duration YEAR = Duration.ofDays(365);
    /** As dense as the values of RRD4j: each minute of the last days, fewer before. */
    private static final Duration DENSE = Duration.ofDays(2);

    private static final String METER = "kamstrup:meter:cellar:heat";
    /** A row before the first period: those of the last 31 days, and of 12 months. */
    private static final int DAYS = 32;
    private static final int MONTHS = 13;

    private Charts() {
    }

    /** Gives a home the persistence service. */
    static void install(OpenHabHome home) throws IOException {
        Path bundle = home.folder().resolve(PACKAGE + ".jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        HEADERS.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(bundle), manifest)) {
            jar.putNextEntry(new ZipEntry(COMPONENT_FILE));
            jar.write(COMPONENT.getBytes(StandardCharsets.UTF_8));
            String folder = PACKAGE.replace('.', '/');
            Path classes = Path.of("target/test-classes").resolve(folder);
            try (Stream<Path> files = Files.list(classes)) {
                for (Path file : files.toList()) {
                    jar.putNextEntry(new ZipEntry(folder + "/" + file.getFileName()));
                    jar.write(Files.readAllBytes(file));
                }
            }
        }
        home.install(bundle);
    }

    /**
     * Writes the values of the last year for the items that the dashboard shows with lines, from the household of the
     * simulated meter.
     *
     * @param image the meter
     */
    static void writePast(OpenHabHome home, RegisterImage image) throws IOException {
        Instant now = Instant.now();
        PastClock clock = new PastClock(now.minus(YEAR));
        AgeingMeter meter = new AgeingMeter(image, clock);
        Map<String, StringBuilder> files = new HashMap<>();
        for (; clock.now.isBefore(now); clock.now = clock.now.plus(interval(clock.now, now))) {
            RegisterImage then = meter.image();
            LINES.forEach((item, id) -> Optional.ofNullable(then.registers().get(id))
                    .ifPresent(register -> files.computeIfAbsent(item, name -> new StringBuilder()).append(clock.now)
                            .append(',').append(register.value()).append(' ').append(register.unit().symbol())
                            .append('\n')));
        }
        for (Map.Entry<String, StringBuilder> file : files.entrySet()) {
            Files.writeString(home.folder().resolve("userdata").resolve(file.getKey() + HistoryTables.VALUES),
                    file.getValue());
        }
    }

    private static Duration interval(Instant then, Instant now) {
        return Duration.ofMinutes(then.isBefore(now.minus(DENSE)) ? 15 : 1);
    }

    /** Lets openHAB read the loggers of the meter and write the tables. */
    static void fill(OpenHab openHab) throws IOException, InterruptedException {
        LocalDate today = LocalDate.now();
        write(openHab, "day " + today.minusDays(DAYS), "Energy_Yesterday");
        write(openHab, "month " + today.minusMonths(MONTHS), "Energy_Last_Month");
    }

    private static void write(OpenHab openHab, String rows, String item) throws IOException, InterruptedException {
        openHab.console().run("openhab:kamstrup history " + METER + " " + rows + " --csv " + item + ".csv");
    }

    /** A clock that is set. */
    private static final class PastClock extends Clock {

        private Instant now;

        PastClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.systemDefault();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
