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
package org.openhab.binding.kamstrup.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.openhab.binding.kamstrup.internal.action.MeterActions;
import org.openhab.core.library.types.QuantityType;
import org.yaml.snakeyaml.Yaml;

/**
 * The blocks for Blockly have the form that Main UI reads, and their code calculates the bills of the page. There is no
 * Blockly here: the test puts the code together as Main UI's libraries.js does it, and runs it with stand-ins for what
 * openHAB's JavaScript library offers.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class BlockLibraryTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([A-Za-z0-9_:]+)}}");
    private static final Pattern CLASS_OF_FIELD = Pattern.compile("field_(dropdown|input|number)");
    /** What blocks of openHAB and of Blockly are called inside, by the name of the block. */
    private static final Map<String, String> FIELDS = Map.of("oh_item", "itemName", "oh_thing", "thingUid",
            "math_number", "NUM", "text", "TEXT", "lists_create_with", "");
    private static final Map<String, Object> LIBRARY = library();

    /** A component of Main UI: what it is, its configuration, and the components in it by their slots. */
    private record Component(String type, Map<String, Object> config, Map<String, List<Map<String, Object>>> slots) {

        @SuppressWarnings("unchecked")
        static Component of(Map<String, Object> yaml) {
            return new Component((String) yaml.get("component"),
                    (Map<String, Object>) yaml.getOrDefault("config", Map.of()),
                    (Map<String, List<Map<String, Object>>>) yaml.getOrDefault("slots", Map.of()));
        }

        List<Component> in(String slot) {
            return slots.getOrDefault(slot, List.of()).stream().map(Component::of).toList();
        }

        String text(String key) {
            return String.valueOf(config.get(key));
        }

        @SuppressWarnings("unchecked")
        Map<String, Map<String, Object>> arguments() {
            return ((List<Map<String, Object>>) config.getOrDefault("args0", List.of())).stream()
                    .collect(Collectors.toMap(argument -> (String) argument.get("name"), argument -> argument));
        }

        @Override
        public String toString() {
            return text("type");
        }
    }

    private static Map<String, Object> library() {
        try {
            return new Yaml().load(Files.readString(Path.of("doc/ui/kamstrup-blocks.yaml")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<Component> blocks() {
        return Component.of(LIBRARY).in("blocks").stream().filter(block -> "BlockType".equals(block.type()));
    }

    private static Stream<Component> utilities() {
        return Component.of(LIBRARY).in("utilities").stream();
    }

    private static Component block(String type) {
        return blocks().filter(block -> type.equals(block.text("type"))).findFirst().orElseThrow();
    }

    @Test
    void itIsALibraryWithBlocksOfDifferentNames() {
        assertEquals(Set.of("uid", "tags", "component", "config", "slots"), LIBRARY.keySet());
        assertEquals(List.of("kamstrup", "BlockLibrary", Map.of("name", "Kamstrup")),
                List.of(LIBRARY.get("uid"), LIBRARY.get("component"), LIBRARY.get("config")));
        assertEquals(Set.of("BlockType", "Separator"), Component.of(LIBRARY).in("blocks").stream().map(Component::type)
                .collect(Collectors.toCollection(TreeSet::new)));
        assertEquals(8, blocks().map(Component::toString).distinct().count());
        assertEquals(8, blocks().count());
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void itsMessageHasAPlaceForEachArgument(Component block) {
        List<String> expected = IntStream.rangeClosed(1, block.arguments().size()).mapToObj(each -> "%" + each)
                .toList();
        assertEquals(expected,
                Pattern.compile("%\\d").matcher(block.text("message0")).results().map(place -> place.group()).toList());
        block.arguments().values().forEach(argument -> {
            String type = (String) argument.get("type");
            assertTrue("input_value".equals(type) || CLASS_OF_FIELD.matcher(type).matches(), type);
            assertTrue(((String) argument.get("name")).matches("[A-Za-z0-9_]+"), argument::toString);
        });
    }

    /** Null in the place of an empty text would leave a block without a connector, says the editor of Main UI. */
    @ParameterizedTest
    @MethodSource("blocks")
    void itIsAValueOrAStatement(Component block) {
        boolean isValue = block.config().containsKey("output");
        assertEquals(!isValue, "".equals(block.config().get("previousStatement")));
        assertEquals(!isValue, "".equals(block.config().get("nextStatement")));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void itsCodeUsesEachArgumentAndNothingElse(Component block) {
        assertEquals(List.of("BlockCodeTemplate"), block.in("code").stream().map(Component::type).toList());
        Set<String> expected = block.arguments().entrySet().stream()
                .map(argument -> ("input_value".equals(argument.getValue().get("type")) ? "input:" : "field:")
                        + argument.getKey())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> used = placeholders(block.in("code").get(0).text("template"));
        utilities().forEach(utility -> used.remove("utility:" + utility.text("name")));
        assertEquals(expected, used);
    }

    /** Without one, the code of a new block would have a hole. */
    @ParameterizedTest
    @MethodSource("blocks")
    void eachOfItsInputsHasABlockFromTheToolbox(Component block) {
        Map<String, Component> presets = block.in("toolbox").stream()
                .collect(Collectors.toMap(preset -> preset.text("name"), preset -> preset));
        assertEquals(
                block.arguments().entrySet().stream()
                        .filter(argument -> "input_value".equals(argument.getValue().get("type")))
                        .map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(presets.keySet()));
        presets.values().forEach(preset -> {
            assertEquals("PresetInput", preset.type());
            String type = preset.text("type");
            String field = type.startsWith("kamstrup_")
                    ? block(type.replace("kamstrup_", "")).arguments().keySet().stream()
                            .filter(preset.text("fields")::contains).findFirst().orElse("?")
                    : FIELDS.get(type);
            assertEquals("".equals(field) ? "null" : "{" + field + "=",
                    preset.text("fields").replaceFirst("(?<==).*", ""));
        });
    }

    /** Main UI replaces the first {{name}} only, and takes each other one for the name of another function. */
    @Test
    void eachFunctionHasItsNameOnceAndCallsOnlyOthersOfTheLibrary() {
        Set<String> names = utilities().map(utility -> utility.text("name"))
                .collect(Collectors.toCollection(TreeSet::new));
        utilities().forEach(utility -> {
            assertEquals("UtilityFunction", utility.type());
            String code = utility.text("code");
            assertTrue(code.startsWith("function {{name}}("), code);
            assertEquals(1, code.split("\\{\\{name}}", -1).length - 1);
            Set<String> called = placeholders(code);
            called.remove("name");
            assertTrue(names.containsAll(called), called::toString);
            assertTrue(!called.contains(utility.text("name")), "Main UI would never end");
        });
    }

    private static Set<String> placeholders(String code) {
        return PLACEHOLDER.matcher(code).results().map(place -> place.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The code of a block with code in its inputs and values in its fields. */
    private static String code(String type, String... arguments) {
        Map<String, String> values = IntStream.range(0, arguments.length / 2).boxed()
                .collect(Collectors.toMap(each -> arguments[2 * each], each -> arguments[2 * each + 1]));
        return PLACEHOLDER.matcher(block(type).in("code").get(0).text("template")).replaceAll(place -> {
            String[] parts = place.group(1).split(":");
            return Matcher.quoteReplacement("utility".equals(parts[0]) ? parts[1] : values.get(parts[1]));
        });
    }

    private static String value(String item, String unit) {
        return code("value", "item", quoted(item), "unit", unit);
    }

    private static String bonus(String temperature, String low, String high, String below, String above, String sign) {
        return code("bonus", "temperature", temperature, "low", low, "high", high, "below", below, "above", above,
                "sign", sign);
    }

    private static String cooling() {
        return code("cooling", "energy", "'Energy_Billing'", "volume", "'Volume_Billing'");
    }

    private static String times(String first, String second) {
        return "(" + first + ") * (" + second + ")";
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }

    /** Runs the code of blocks, with all functions of the library before it. */
    private static void run(String code, Items items, Actions actions) {
        String functions = utilities().map(utility -> utility.text("code").replace("{{name}}", utility.text("name"))
                .replaceAll("\\{\\{(\\w+)}}", "$1")).collect(Collectors.joining("\n"));
        try (Context context = Context.enter()) {
            context.setLanguageVersion(Context.VERSION_ES6);
            Scriptable scope = context.initStandardObjects();
            ScriptableObject.putProperty(scope, "items", Context.javaToJS(items, scope));
            ScriptableObject.putProperty(scope, "actions", Context.javaToJS(actions, scope));
            context.evaluateString(scope, functions + "\n" + code, "blocks", 1, null);
        }
    }

    /** What the block "write" makes of a value; empty if it leaves the item as it is. */
    private static String written(String value, Map<String, String> states) {
        Items items = new Items(new TreeMap<>(states));
        run(code("write", "money", value, "item", "'Bill'"), items, new Actions(mock(MeterActions.class)));
        return items.states().getOrDefault("Bill", "");
    }

    @ParameterizedTest
    @ValueSource(ints = { 2, 3 })
    void theBlocksCalculateWhatTheBillWillSay(int house) throws IOException {
        Map<String, String> states = column("## Two Houses", house);
        String energy = value("Energy_Billing", "MWh");
        String warm = value("Return_Billing", "°C");
        String row = code("table", "temperature", value("Flow_Billing", "°C"), "first", "60", "rows",
                "39, 39, 38, 37, 36, 35, 35, 35, 35, 35, 32, 31, 30");
        Map<String, String> bill = Map.of("Bill_Hofor_Cooling", cooling(), "Bill_Hofor",
                times(bonus(cooling(), "24", "34", "5.64", "5.64", "-1"), energy), "Bill_Kredslob",
                times(bonus(warm, "30", "40", "5", "5", "1"), energy), "Bill_Horsens",
                times(bonus(warm, row, row, "5.45", "5.45", "1"), energy), "Bill_Skive",
                times(bonus(warm, "40.7", "45.7", "10.9", "5.45", "1"), energy), "Bill_Power_Fee",
                times(value("Two_Highest_Days", "kW"), "122.75"), "Bill_Netherlands",
                times(value("Energy_Billing", "GJ"), "40.97"));
        Map<String, Double> actual = new TreeMap<>();
        bill.forEach((item, value) -> actual.put(item, Double.valueOf(written(value, states))));
        Map<String, Double> expected = new TreeMap<>();
        column("## What Comes Out", house).forEach((item, value) -> expected.put(item, Double.valueOf(value)));
        assertEquals(expected, actual);
    }

    @ParameterizedTest
    @CsvSource({ "6 kW, 8000 W, 7 kW, 7.5", "UNDEF, 8000 W, 7 kW, 7.5", "UNDEF, UNDEF, 7 kW, ''" })
    void meanOfTwoHighestLeavesOutWhatIsNotKnown(String first, String second, String third, String mean) {
        assertEquals(mean, written(code("two_highest", "items", "['A', 'B', null, 'C']", "unit", "kW"),
                Map.of("A", first, "B", second, "C", third)));
    }

    @ParameterizedTest
    @CsvSource({ "12, 40", "60, 40", "61.4, 39", "61.5, 38.5", "70, 38.5", "UNDEF, ''" })
    void rowOfTheTableIsThatOfTheTemperature(String flow, String expected) {
        assertEquals(expected, written(
                code("table", "temperature", value("Flow_Billing", "°C"), "first", "60", "rows", "40, 39, 38.5"),
                Map.of("Flow_Billing", "UNDEF".equals(flow) ? flow : flow + " °C")));
    }

    @Test
    void anItemThatIsNotKnownLeavesTheBillAsItIs() {
        Map<String, String> states = Map.of("Energy_Billing", "64.80 GJ", "Volume_Billing", "0 m³", "Return_Billing",
                "UNDEF");
        assertEquals("", written(cooling(), states));
        String money = bonus(value("Return_Billing", "°C"), "30", "40", "5", "5", "1");
        assertEquals("", written(times(money, value("Energy_Billing", "MWh")), states));
    }

    /** The mock has the methods of the binding's actions. */
    @Test
    void blocksCallTheActionsOfTheMeter() {
        MeterActions meter = mock(MeterActions.class);
        when(meter.read("60, power")).thenReturn("60 Heat Energy: 102.47 GJ");
        when(meter.readHistory("day", "2026-03-01", "")).thenReturn("date,energy");
        Items items = new Items(new TreeMap<>());
        Actions actions = new Actions(meter);
        String thing = "'kamstrup:meter:cellar:heat'";
        run("items.getItem('Read').postUpdate(" + code("read", "registers", "'60, power'", "thing", thing) + ");"
                + "items.getItem('History').postUpdate("
                + code("history", "logger", "day", "thing", thing, "from", "'2026-03-01'", "to", "''") + ");", items,
                actions);
        assertEquals(Map.of("Read", "60 Heat Energy: 102.47 GJ", "History", "date,energy"), items.states());
        assertEquals(List.of("kamstrup kamstrup:meter:cellar:heat", "kamstrup kamstrup:meter:cellar:heat"),
                actions.asked());
    }

    /** A column of a table of the page by its items, which are in the first one. */
    private static Map<String, String> column(String heading, int number) throws IOException {
        String section = Files.readString(Path.of("doc/bill.md")).split("\n" + heading + "\n", 2)[1].split("\n## ")[0];
        return section.lines().filter(line -> line.startsWith("| `"))
                .map(row -> Stream.of(row.split("\\|")).map(String::strip).toList())
                .collect(Collectors.toMap(row -> row.get(1).replace("`", ""), row -> row.get(number)));
    }

    /**
     * Stands for {@code items} of openHAB's JavaScript library.
     *
     * @param states by the names of the items, as openHAB writes them
     */
    public record Items(Map<String, String> states) {

        public Item getItem(String name) {
            return new Item(name, states);
        }
    }

    /**
     * Stands for its item.
     */
    public record Item(String name, Map<String, String> states) {

        public @Nullable Quantity getQuantityState() {
            String state = states.getOrDefault(name, "NULL");
            return "NULL".equals(state) || "UNDEF".equals(state) ? null : new Quantity(new QuantityType<>(state));
        }

        public void postUpdate(String state) {
            states.put(name, state);
        }
    }

    /**
     * Stands for its quantity.
     */
    public record Quantity(QuantityType<?> state) {

        public @Nullable Quantity toUnit(String unit) {
            QuantityType<?> converted = state.toUnit(unit);
            return converted == null ? null : new Quantity(converted);
        }

        public double getFloat() {
            return state.doubleValue();
        }
    }

    /**
     * Stands for {@code actions} of openHAB's JavaScript library.
     *
     * @param asked the bindings and things that were asked for
     */
    public record Actions(MeterActions meter, List<String> asked) {

        Actions(MeterActions meter) {
            this(meter, new ArrayList<>());
        }

        public MeterActions thingActions(String binding, String thing) {
            asked.add(binding + " " + thing);
            return meter;
        }
    }
}
