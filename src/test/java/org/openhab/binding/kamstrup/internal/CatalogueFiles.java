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
package org.openhab.binding.kamstrup.internal;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.meter.InfoCondition;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.internal.meter.RegisterKind;

/**
 * Writes what follows from the register catalogue: channel types, English texts and the tables of the documentation.
 * They are part of the sources, so that everybody sees them; a test compares them with the catalogue.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class CatalogueFiles {

    private static final Path CHANNEL_TYPES = ThingDescriptions.OH_INF.resolve("thing/registers.xml");
    private static final Path OTHER_CHANNEL_TYPES = ThingDescriptions.OH_INF.resolve("thing/channel-types.xml");
    private static final Path LINK_CHANNELS = ThingDescriptions.OH_INF.resolve("thing/link-channels.xml");
    private static final Path TEXTS = ThingDescriptions.OH_INF.resolve("i18n/kamstrup.properties");
    private static final Path README = Path.of("README.md");
    private static final Path DOCUMENTATION = Path.of("doc/registers.md");
    private static final Path ELECTRICITY_METERS = Path.of("doc/electricity-meters.md");
    private static final Path INFO_CODES = Path.of("doc/info-codes.md");

    /** How a quantity looks in openHAB. */
    private record Look(String unit, String category, List<String> tags, String pattern) {

        static Look of(String unit, String category, String tags, String pattern) {
            return new Look(unit, category, List.of(tags.split(" ")), pattern);
        }
    }

    // A pattern names the unit where that of openHAB hides the value: l/min for a flow, °C for a difference, s for
    // hours.
    // openHAB 5 also converts a flow to l/min and back, and loses digits, unless the pattern names another unit.
    private static final Map<RegisterKind, Look> LOOKS = Map.ofEntries(
            entry(RegisterKind.ENERGY, Look.of("MWh", "energy", "Measurement Energy", "%.3f %unit%")),
            entry(RegisterKind.POWER, Look.of("kW", "energy", "Measurement Power", "%.2f %unit%")),
            entry(RegisterKind.FLOW, Look.of("l/h", "flow", "Measurement Water", "%.0f l/h")),
            entry(RegisterKind.VOLUME, Look.of("m³", "water", "Measurement Water", "%.3f %unit%")),
            entry(RegisterKind.MASS, Look.of("kg", "water", "Measurement Water", "%.0f %unit%")),
            entry(RegisterKind.TEMPERATURE, Look.of("°C", "temperature", "Measurement Temperature", "%.2f %unit%")),
            entry(RegisterKind.DIFFERENCE, Look.of("K", "temperature", "Measurement Temperature", "%.2f K")),
            entry(RegisterKind.PRESSURE, Look.of("bar", "pressure", "Measurement Pressure", "%.2f %unit%")),
            entry(RegisterKind.VOLUME_TEMPERATURE, Look.of("", "temperature", "Measurement", "%.0f m³×°C")),
            entry(RegisterKind.NUMBER, Look.of("", "", "Status", "%s")),
            entry(RegisterKind.DATE, Look.of("", "time", "Status Timestamp", "%1$tF")),
            entry(RegisterKind.TIME, Look.of("", "time", "Status Timestamp", "%1$tF %1$tT")),
            entry(RegisterKind.MOMENT, Look.of("", "time", "Status Timestamp", "%1$tF %1$tT")),
            entry(RegisterKind.YEARLESS_DATE, Look.of("", "time", "Status", "%s")),
            entry(RegisterKind.TEXT, Look.of("", "", "Status", "%s")),
            entry(RegisterKind.NUMERAL, Look.of("", "", "Status", "%s")),
            entry(RegisterKind.REACTIVE_ENERGY, Look.of("kvarh", "energy", "Measurement Energy", "%.1f %unit%")),
            entry(RegisterKind.REACTIVE_POWER, Look.of("kvar", "energy", "Measurement Power", "%.3f %unit%")),
            entry(RegisterKind.VOLTAGE, Look.of("V", "energy", "Measurement Voltage", "%.0f %unit%")),
            entry(RegisterKind.CURRENT, Look.of("A", "energy", "Measurement Current", "%.2f %unit%")),
            entry(RegisterKind.FREQUENCY, Look.of("Hz", "energy", "Measurement Frequency", "%.2f %unit%")),
            entry(RegisterKind.POWER_FACTOR, Look.of("one", "energy", "Measurement", "%.2f")));

    /** Looks by the unit that the table names, with which meters tell them. */
    private static final Map<Unit, Look> LOOKS_BY_UNIT = Map.of(Unit.KWH,
            Look.of("kWh", "energy", "Measurement Energy", "%.1f %unit%"), Unit.KW,
            Look.of("kW", "energy", "Measurement Power", "%.3f %unit%"), Unit.H, duration("h", "h"), Unit.MINUTES,
            duration("min", "min"), Unit.S, duration("s", "s"),
            // openHAB 3 reads d as something else
            Unit.DAYS, duration("d", "day"));

    private CatalogueFiles() {
    }

    /**
     * Writes the files, in the project's folder.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws IOException {
        try {
            for (Map.Entry<Path, String> file : files().entrySet()) {
                Files.writeString(file.getKey(), file.getValue());
            }
        } catch (ExceptionInInitializerError e) {
            // a mistake in the table
            PrintStream output = System.err;
            output.println("openhab/generate: " + Optional.ofNullable(e.getCause()).orElse(e).getMessage());
            System.exit(1);
        }
    }

    /** What the files that follow from the catalogue have to hold. */
    static Map<Path, String> files() throws IOException {
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(CHANNEL_TYPES, channelTypes());
        files.put(OTHER_CHANNEL_TYPES, withEvents(OTHER_CHANNEL_TYPES, infoEvents()));
        files.put(LINK_CHANNELS, withEvents(LINK_CHANNELS, linkEvents()));
        files.put(TEXTS,
                replaced(TEXTS, "# registers, written by openhab/generate\n", "# end of the registers\n", texts()));
        files.put(README, replaced(README, "<!-- everyday registers, written by openhab/generate -->\n",
                "<!-- end of the everyday registers -->\n",
                "\n" + everyday(RegisterCatalogue.HEAT.registers().stream().filter(Register::everyday)) + "\n"));
        files.put(DOCUMENTATION, replaced(DOCUMENTATION, "<!-- registers, written by openhab/generate -->\n",
                "<!-- end of the registers -->\n", "\n" + registers(RegisterCatalogue.HEAT.registers()) + "\n"));
        files.put(ELECTRICITY_METERS, replaced(ELECTRICITY_METERS, "<!-- registers, written by openhab/generate -->\n",
                "<!-- end of the registers -->\n", "\n" + registers(RegisterCatalogue.ELECTRICITY.registers()) + "\n"));
        files.put(INFO_CODES, replaced(INFO_CODES, "<!-- info codes, written by openhab/generate -->\n",
                "<!-- end of the info codes -->\n", "\n" + infoCodes() + "\n"));
        return files;
    }

    private static String replaced(Path file, String begin, String end, String content) throws IOException {
        String text = Files.readString(file);
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end);
        if (from < begin.length() || to < from) {
            throw new IOException(file + " lacks the lines between which the registers go");
        }
        return text.substring(0, from) + content + text.substring(to);
    }

    private static String channelTypes() {
        return RegisterCatalogue.channels().stream().map(CatalogueFiles::channelType)
                .collect(Collectors.joining("\n", """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <thing:thing-descriptions bindingId="kamstrup"
                        \txmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                        \txmlns:thing="https://openhab.org/schemas/thing-description/v1.0.0"
                        \txsi:schemaLocation="https://openhab.org/schemas/thing-description/v1.0.0 \
                        https://openhab.org/schemas/thing-description-1.0.0.xsd">

                        \t<!-- The registers, written by openhab/generate from registers.table and electricity.table -->

                        """, "</thing:thing-descriptions>\n"));
    }

    private static String channelType(Register register) {
        Look look = look(register);
        String advanced = register.everyday() ? "" : " advanced=\"true\"";
        String hint = look.unit().isEmpty() ? "" : " unitHint=\"" + look.unit() + "\"";
        String category = look.category().isEmpty() ? "" : "\t\t<category>" + look.category() + "</category>\n";
        String tags = look.tags().stream().map(tag -> "\t\t\t<tag>" + tag + "</tag>\n").collect(Collectors.joining());
        return "\t<channel-type id=\"" + register.channel() + "\"" + advanced + ">\n" //
                + "\t\t<item-type" + hint + ">" + register.kind().itemType() + "</item-type>\n" //
                + "\t\t<label>" + register.label() + "</label>\n" //
                + "\t\t<description>" + register.description() + "</description>\n" //
                + category + "\t\t<tags>\n" + tags + "\t\t</tags>\n" //
                + "\t\t<state readOnly=\"true\" pattern=\"" + look.pattern() + "\"/>\n\t</channel-type>\n";
    }

    private static Look duration(String unit, String inPattern) {
        return Look.of(unit, "time", "Measurement Duration", "%.0f " + inPattern);
    }

    private static Look look(Register register) {
        Look look = register.unit().map(LOOKS_BY_UNIT::get).orElseGet(() -> LOOKS.get(register.kind()));
        if (look == null) {
            throw new IllegalStateException("Nothing tells how " + register.channel() + " looks in openHAB");
        }
        return look;
    }

    private static String texts() {
        return RegisterCatalogue.channels().stream()
                .map(register -> "channel-type.kamstrup." + register.channel() + ".label = " + register.label() + "\n"
                        + "channel-type.kamstrup." + register.channel() + ".description = " + register.description()
                        + "\n")
                .collect(Collectors.joining());
    }

    private static String everyday(Stream<Register> registers) {
        return table(Stream.concat(Stream.of(List.of("Channel", "Type", "Description")), registers.map(register -> List
                .of(register.group() + "#" + register.channel(), register.kind().itemType(), register.description())))
                .toList());
    }

    private static String registers(List<Register> registers) {
        return table(Stream
                .concat(Stream.of(List.of("Channel", "Type", "Description", "Register", "Read like", "Known from")),
                        registers.stream().map(register -> List.of(register.group() + "#" + register.channel(),
                                register.kind().itemType(), register.description(), Integer.toString(register.id()),
                                register.pollClass().name().toLowerCase(Locale.ROOT), models(register))))
                .toList());
    }

    private static String withEvents(Path file, Stream<String> events) throws IOException {
        return replaced(file, "\t\t\t\t<!-- events, written by openhab/generate -->\n",
                "\t\t\t\t<!-- end of the events -->\n", events.collect(Collectors.joining()));
    }

    /** What begins and what ceases; openHAB has no translations of events. */
    private static Stream<String> infoEvents() throws IOException {
        Properties texts = english();
        return Stream.of(InfoCondition.values()).flatMap(condition -> {
            String text = texts.getProperty("info." + condition.id(), "");
            return Stream.of(event("+" + condition.id(), "Begins: " + text),
                    event("-" + condition.id(), "Ended: " + text));
        });
    }

    private static Stream<String> linkEvents() {
        return Stream.of(Finding.values()).filter(finding -> finding != Finding.NOTHING_ASKED).map(Finding::id)
                .map(id -> event(id, id));
    }

    private static String event(String value, String label) {
        return "\t\t\t\t<option value=\"" + value + "\">" + label + "</option>\n";
    }

    private static Properties english() throws IOException {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(TEXTS)) {
            texts.load(reader);
        }
        return texts;
    }

    private static String infoCodes() throws IOException {
        Properties texts = english();
        return table(Stream
                .concat(Stream.of(List.of("Name", "Meaning")),
                        Stream.of(InfoCondition.values()).map(
                                condition -> List.of(condition.id(), texts.getProperty("info." + condition.id(), ""))))
                .toList());
    }

    private static String table(List<List<String>> rows) {
        List<Integer> widths = Stream.iterate(0, column -> column + 1).limit(rows.get(0).size())
                .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0)).toList();
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            table.append(line(row, widths, " "));
            if (row.equals(rows.get(0))) {
                table.append(line(row.stream().map(cell -> "").toList(), widths, "-"));
            }
        }
        return table.toString();
    }

    private static String models(Register register) {
        return register.models().stream().sorted().collect(Collectors.joining(" "));
    }

    private static String line(List<String> cells, List<Integer> widths, String filler) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < cells.size(); i++) {
            line.append(filler).append(cells.get(i)).append(filler.repeat(widths.get(i) - cells.get(i).length()))
                    .append(filler).append('|');
        }
        return line.append('\n').toString();
    }
}
