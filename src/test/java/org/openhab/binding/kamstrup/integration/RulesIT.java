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
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.openhab.Await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * The documentation's rules, and the actions that they can use.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@WithOpenHabFixture("attic")
@Order(4)
class RulesIT {

    private final OpenHabFixture fixture;

    RulesIT(OpenHabFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    void aRuleTellsOfALeakAndOfABurst() throws Exception {
        RegisterImage image = fixture.meter().image();
        fixture.meter().become(image.with(99, "256"));
        fixture.awaitState("Leak_Alarm", "ON");
        fixture.awaitState("Heat_Message", "Close the valve: +heating-leak");
        assertEquals("red", fixture.widget("Leak_Alarm").labelColor());
        fixture.meter().become(image);
        fixture.awaitState("Info_Message", "-heating-leak");
        // nobody has looked yet
        assertEquals("ON", fixture.rest().state("Leak_Alarm"));
        fixture.rest().command("Leak_Alarm", "OFF");
        fixture.awaitState("Leak_Alarm", "OFF");
        fixture.meter().become(image.with(99, "512"));
        fixture.awaitState("Heat_Message", "Close the valve: +heating-burst");
        fixture.awaitState("Leak_Alarm", "ON");
        fixture.rest().command("Leak_Alarm", "OFF");
        fixture.meter().become(image);
        fixture.awaitState("Info_Message", "-heating-burst");
        fixture.awaitState("Leak_Alarm", "OFF");
    }

    @Test
    void aRuleTellsThatTheReturnOfTheDayIsTooWarm() throws Exception {
        fixture.awaitState("Return_Today", "UNDEF");
        // 3 m³ of 60 °C come back with 45 °C
        fixture.meter().become(fixture.meter().image().with(68, "1211.96").with(97, "63045").with(110, "38463"));
        fixture.rest().command("Return_Today", "REFRESH");
        fixture.awaitState("Heat_Message", "The return is too warm today: 45.0 °C");
        fixture.awaitColors(Map.of("Return_Today", "red"));
        // the next 3 m³ with 30 °C
        fixture.meter().become(fixture.meter().image().with(68, "1214.96").with(97, "63225").with(110, "38553"));
        fixture.rest().command("Return_Today", "REFRESH");
        fixture.awaitColors(Map.of("Return_Today", "green"));
    }

    @Test
    void aRuleTellsThatNoWaterFlowsThoughHeatIsAskedFor() throws Exception {
        RegisterImage image = fixture.meter().image();
        fixture.awaitState("No_Flow", "OFF");
        fixture.rest().command("Heat_Demand", "ON");
        fixture.awaitState("No_Flow", "ON");
        fixture.awaitState("Heat_Message", "Heat is asked for, but no water flows");
        fixture.meter().become(image.with(74, "120"));
        fixture.awaitState("No_Flow", "OFF");
        fixture.meter().become(image);
        fixture.awaitState("Flow_Rate", "0 l/h");
        fixture.rest().command("Heat_Demand", "OFF");
    }

    @Test
    void rulesWatchClockAndFlowAndBattery() throws Exception {
        // the simulated clock stands still; the first message is of it
        Await.until("the message", OpenHabFixture.SOON, () -> fixture.rest().state("Meter_Message"),
                message -> !"NULL".equals(message));
        fixture.rest().update("Meter_Message", "");
        fixture.rest().command("Clock_Drift", "REFRESH");
        Await.until("the message", OpenHabFixture.SOON, () -> fixture.rest().state("Meter_Message"),
                message -> message.startsWith("The clock of the meter is wrong by -"));
        // it takes a day until the flow was read for so long
        assertEquals("UNDEF", fixture.rest().state("Night_Flow"));
        fixture.rest().update("Night_Flow", "12 l/h");
        fixture.awaitState("Meter_Message", "The flow has not stopped for 24 hours: 12 l/h");
        // this meter does not tell it
        fixture.rest().update("Battery_Left", "179 day");
        fixture.awaitState("Meter_Message", "The battery of the meter lasts for 179 days");
    }

    /**
     * A billing period does not pass in a test: the items get what the page says of each house. The binding overwrites
     * them with each reading of the counters, so they get it again until the rules have calculated with it.
     */
    @ParameterizedTest
    @ValueSource(ints = { 1, 2 })
    void rulesCalculateWhatTheBillWillSay(int house) throws Exception {
        Map<String, String> inputs = column("## Two Houses", house);
        Map<String, String> expected = column("## What Comes Out", house);
        assertEquals(List.of(5, 7), List.of(inputs.size(), expected.size()));
        Await.until("the bill of house " + house, OpenHabFixture.SOON, () -> {
            Map<String, String> bill = new TreeMap<>();
            for (Map.Entry<String, String> input : inputs.entrySet()) {
                fixture.rest().update(input.getKey(), input.getValue());
            }
            for (String item : expected.keySet()) {
                bill.put(item, rounded(fixture.rest().state(item)));
            }
            return bill;
        }, expected::equals);
    }

    /** A column of a table of the page by its items. */
    private static Map<String, String> column(String heading, int number) throws IOException {
        return Pattern.compile("(?m)^\\| `(\\w+)`[^|]*\\| ([^|]+?) *\\| ([^|]+?) *\\|")
                .matcher(Files.readString(Path.of("doc/bill.md")).split("\n" + heading + "\n", 2)[1].split("\n## ")[0])
                .results().collect(Collectors.toMap(row -> row.group(1), row -> row.group(1 + number),
                        (first, second) -> first, TreeMap::new));
    }

    private static String rounded(String state) {
        return "NULL".equals(state) ? state : new BigDecimal(state).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    @Test
    @Tag("slow")
    void aRuleTellsThatTheMeterIsSilent() throws Exception {
        RegisterImage image = fixture.meter().image();
        fixture.awaitState("Meter_Silent", "OFF");
        fixture.meter().become(RegisterImage.parse(List.of("address 01")));
        fixture.awaitState("Meter_Silent", "ON");
        Await.until("the message", OpenHabFixture.SOON, () -> fixture.rest().state("Heat_Message"),
                message -> message.startsWith("The meter is silent: The meter "));
        awaitLog("  ! silent");
        fixture.meter().become(image);
        fixture.awaitState("Meter_Silent", "OFF");
        fixture.awaitStatus(OpenHabFixture.METER, "ONLINE");
    }

    @Test
    void aRuleReadsEverythingOnTheFirstOfTheMonth() throws Exception {
        fixture.awaitStatus(OpenHabFixture.METER, "ONLINE");
        runRule("Everything on the first of the month");
        awaitLog("60 Heat Energy: 102.47 GJ");
        awaitLog("175 ");
    }

    @Test
    void aRuleReadsRegistersAndSeesTheLine() throws Exception {
        fixture.rest().command("Action_Wish", "60, flow-rate 9999");
        fixture.awaitState("Action_Result", "60 Heat Energy: 55.006 MWh\n74 Flow Rate: 231 l/h\n"
                + "The meter answers, but it has no register 9999. Check the number.");
        fixture.rest().command("Action_Wish", "trace");
        Await.until("the trace", OpenHabFixture.SOON, () -> fixture.rest().state("Action_Result"),
                state -> state.contains("  > 80 3F 10") && state.contains("  ! answered after"));
        fixture.rest().command("Action_Wish", "all");
        List<String> all = Await.until("everything", OpenHabFixture.SOON,
                () -> fixture.rest().state("Action_Result").lines().toList(),
                lines -> lines.size() > 2 && lines.get(0).startsWith("60 "));
        assertEquals("60 Heat Energy: 55.006 MWh", all.get(0));
        // one line for each register, and no complaint
        Set<Integer> ids = all.stream().map(line -> Integer.valueOf(line.split(" ", 2)[0]))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(all.size(), ids.size());
        ids.forEach(id -> assertTrue(fixture.atticMeter().image().registers().containsKey(id), id.toString()));
        RegisterCatalogue.HEAT.registers().stream().map(Register::id)
                .filter(fixture.atticMeter().image().registers()::containsKey)
                .forEach(id -> assertTrue(ids.contains(id), id.toString()));
        fixture.rest().command("Action_Wish", "compute");
        Await.until("the result", OpenHabFixture.SOON, () -> fixture.rest().state("Action_Result"),
                state -> state.startsWith("true false 55.006 MWh 2022-09-01T10:30:") && state.endsWith(" UNDEF UNDEF"));
    }

    @ParameterizedTest
    @CsvSource({ "read, registers, java.lang.String", "readAll, '', java.lang.String",
            "readState, register, org.openhab.core.types.State", "diagnose, '', java.lang.String",
            "trace, '', java.lang.String" })
    void mainUiOffersTheActionsForRules(String action, String input, String result) throws Exception {
        JsonObject type = actionType("kamstrup." + action);
        assertFalse(type.get("label").getAsString().startsWith("@text"));
        JsonObject output = type.getAsJsonArray("outputs").get(0).getAsJsonObject();
        assertEquals("result", output.get("name").getAsString());
        assertEquals(result, output.get("type").getAsString());
        assertEquals(input.isEmpty() ? 0 : 1, type.getAsJsonArray("inputs").size());
        assertTrue(type.getAsJsonArray("inputs").toString().contains(input));
    }

    @Test
    void aRuleMadeInMainUiReadsEverything() throws Exception {
        int times = fixture.atticMeter().timesAskedFor(147);
        fixture.rest().post("rules", JsonParser.parseString("""
                { "uid": "made-in-main-ui", "name": "Made in Main UI", "triggers": [], "conditions": [],
                  "actions": [ { "id": "1", "type": "TYPE", "inputs": {},
                                 "configuration": { "config": "kamstrup:meter:attic:heat" } } ] }
                """.replace("TYPE", actionType("kamstrup.readAll").get("uid").getAsString())));
        runRule("Made in Main UI");
        Await.until("the reading", OpenHabFixture.SOON, () -> fixture.atticMeter().timesAskedFor(147),
                asked -> asked > times);
    }

    private JsonObject actionType(String action) throws Exception {
        Map<String, JsonObject> types = fixture.rest().actionTypes();
        return types.get(fixture.openHab().home().distribution().actionType(action, types.keySet()));
    }

    private void runRule(String name) throws Exception {
        fixture.rest().runRule(Await
                .until("the rule " + name, OpenHabFixture.SOON, () -> fixture.rest().rule(name), Optional::isPresent)
                .orElseThrow());
    }

    private void awaitLog(String text) throws Exception {
        Await.until("the log to tell of " + text, OpenHabFixture.SOON,
                () -> Files.readString(fixture.openHab().home().log()), log -> log.contains(text));
    }
}
