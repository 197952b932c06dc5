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

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.ThingDescriptions;
import org.openhab.binding.kamstrup.openhab.Await;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Rules from the templates that the bundle brings along.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@WithOpenHabFixture
@Order(4)
class RuleTemplatesIT {

    private static final Path BILL = Path.of("doc/bill.md");
    /** What the forms ask for, by its label, if the page does not say it: the items of the page. */
    private static final Map<String, String> ITEMS = Map.of("Heat Energy", "Energy_Billing", "Volume", "Volume_Billing",
            "Mean Flow Temperature", "Flow_Billing", "Mean Return Temperature", "Return_Billing");
    /** Items of the tests have the names of those of the page behind this, so that nothing else writes them. */
    private static final String PREFIX = "Template_";

    private final OpenHabFixture fixture;
    private final List<String> rules = new ArrayList<>();

    RuleTemplatesIT(OpenHabFixture fixture) {
        this.fixture = fixture;
    }

    @AfterEach
    void deleteTheRules() throws Exception {
        for (String rule : rules) {
            fixture.rest().delete("rules/" + rule);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2 })
    void rulesFromTemplatesCalculateWhatTheBillWillSay(int house) throws Exception {
        Map<String, String> inputs = column("## Two Houses", 1 + house);
        Map<String, String> forms = column("## From a Template", 3);
        Map<String, String> expected = new TreeMap<>(column("## What Comes Out", 1 + house));
        expected.keySet().retainAll(forms.keySet());
        assertEquals(List.of(5, 6, 6), List.of(inputs.size(), forms.size(), expected.size()));
        Map<String, String> labels = column("## From a Template", 2);
        for (Map.Entry<String, String> form : forms.entrySet()) {
            String result = form.getKey();
            create(result, template("Kamstrup: " + labels.get(result)), values(form.getValue(), result));
        }
        awaitResults(inputs, expected);
    }

    @Test
    void rowOfTheTableIsThatOfTheFlowTemperature() throws Exception {
        create("Bill_Horsens", template("Kamstrup: Bonus and Surcharge by a Table of Return Temperatures"), values(
                "Expected Return Temperatures: 40, 39 ,38.5; Degrees Without Surcharge: 2; Bonus: 10; Surcharge: 1",
                "Bill_Horsens"));
        Map<String, String> rows = Map.of("12 °C", "8.00", "60 °C", "8.00", "60.6 °C", "9.00", "80 °C", "9.50");
        for (Map.Entry<String, String> row : rows.entrySet()) {
            awaitResults(Map.of("Energy_Billing", "1000 kWh", "Flow_Billing", row.getKey(), "Return_Billing", "50 °C"),
                    Map.of("Bill_Horsens", row.getValue()));
        }
    }

    @Test
    void fixedCostsAreAddedToTheCostOfAVolume() throws Exception {
        create("Bill_Netherlands", template("Kamstrup: Cost of Consumption or Power"),
                values("Energy, Volume or Power: Volume_Billing; Unit of the Price: m³; Price: 2.8; Fixed Costs: 100.5",
                        "Bill_Netherlands"));
        awaitResults(Map.of("Volume_Billing", "516 m³"), Map.of("Bill_Netherlands", "1545.30"));
    }

    /** A rule runs when an item changes. */
    private void awaitResults(Map<String, String> inputs, Map<String, String> expected) throws Exception {
        Await.until("the results", OpenHabFixture.SOON, () -> {
            Map<String, String> results = new TreeMap<>();
            for (Map.Entry<String, String> input : inputs.entrySet()) {
                fixture.rest().update(PREFIX + input.getKey(), "UNDEF");
                fixture.rest().update(PREFIX + input.getKey(), input.getValue());
            }
            for (String item : expected.keySet()) {
                results.put(item, rounded(fixture.rest().state(PREFIX + item)));
            }
            return results;
        }, expected::equals);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Message of a Leak | Night Flow | Night_Flow | 0 l/h | 12 l/h | The flow has not stopped for 24 hours: 12 l/h",
            "Message of a Wrong Clock | Clock Drift | Clock_Drift | 300 s | -301 s | "
                    + "The clock of the meter is wrong by -301 s",
            "Message of What the Meter Reports | Info Text | Info_Text | UNDEF | battery low | "
                    + "The meter reports: battery low" })
    void rulesFromTemplatesWriteMessages(String template, String label, String item, String usual, String unusual,
            String message) throws Exception {
        fixture.rest().update(PREFIX + "Message", "nothing");
        create(item, template("Kamstrup: " + template), Map.of(label, PREFIX + item, "Message", PREFIX + "Message"));
        Await.until("the message", OpenHabFixture.SOON, () -> {
            fixture.rest().update(PREFIX + item, usual);
            String before = fixture.rest().state(PREFIX + "Message");
            fixture.rest().update(PREFIX + item, unusual);
            return List.of(before, fixture.rest().state(PREFIX + "Message"));
        }, messages -> messages.contains(message));
        String log = Await.until("the log", OpenHabFixture.SOON, () -> Files.readString(fixture.openHab().home().log()),
                text -> text.contains(message));
        assertFalse(log.contains(message.replace(unusual, usual)));
        fixture.rest().update(PREFIX + item, usual);
    }

    @ParameterizedTest
    @ValueSource(strings = { "da", "de", "fi", "fr", "nl", "no", "pl", "sv" })
    void formsAreInTheLanguageOfTheUser(String language) throws Exception {
        Properties texts = ThingDescriptions.texts("kamstrup_" + language + ".properties");
        JsonObject template = fixture.rest().inLanguage(language).get("templates/kamstrup-price").getAsJsonObject();
        JsonObject price = parameters(template).filter(parameter -> "price".equals(text(parameter, "name"))).findFirst()
                .orElseThrow();
        assertEquals(
                List.of(texts.getProperty("rule-template.kamstrup-price.label"),
                        texts.getProperty("rule-template.kamstrup-price.description"),
                        texts.getProperty("rule-template.config.kamstrup-price.name.price.label"),
                        texts.getProperty("rule-template.config.kamstrup-price.name.price.description")),
                List.of(text(template, "label"), text(template, "description"), text(price, "label"),
                        text(price, "description")));
    }

    @Test
    void openHabHasEveryTemplateOfTheBundle() throws Exception {
        try (Stream<Path> files = Files.list(ThingDescriptions.OH_INF.resolve("automation/templates"))) {
            assertEquals(files.map(file -> file.getFileName().toString().replace(".json", "")).sorted().toList(),
                    templates().map(template -> text(template, "uid")).filter(uid -> uid.startsWith("kamstrup-"))
                            .sorted().toList());
        }
    }

    /** What the form of a bill gets, by its labels: what the page says, and the items. */
    private static Map<String, String> values(String form, String result) {
        Map<String, String> values = new TreeMap<>(ITEMS);
        Stream.of(form.split("; ")).map(field -> field.split(": ", 2)).forEach(field -> values.put(field[0], field[1]));
        values.replaceAll((label, value) -> value.matches("[A-Z]\\w+_\\w+") ? PREFIX + value : value);
        values.put("Result", PREFIX + result);
        return values;
    }

    private Stream<JsonObject> templates() throws Exception {
        return elements(fixture.rest().get("templates").getAsJsonArray());
    }

    private JsonObject template(String label) throws Exception {
        return templates().filter(template -> label.equals(text(template, "label"))).findFirst().orElseThrow();
    }

    /** Creates a rule as Main UI does it. An openHAB that fills in no such template gets the rule with all in it. */
    private void create(String name, JsonObject template, Map<String, String> form) throws Exception {
        JsonObject configuration = new JsonObject();
        parameters(template).filter(parameter -> form.containsKey(text(parameter, "label")))
                .forEach(parameter -> configuration.add(text(parameter, "name"),
                        "DECIMAL".equals(text(parameter, "type"))
                                ? JsonParser.parseString(form.get(text(parameter, "label")))
                                : JsonParser.parseString('"' + form.get(text(parameter, "label")) + '"')));
        JsonObject rule = new JsonObject();
        rule.addProperty("uid", PREFIX + name);
        rule.addProperty("name", "From a template: " + name);
        if (fixture.openHab().home().distribution().fillsTemplates()) {
            rule.add("templateUID", template.get("uid"));
            rule.add("configuration", configuration);
        } else {
            parameters(template).filter(parameter -> !configuration.has(text(parameter, "name")))
                    .forEach(parameter -> configuration.add(text(parameter, "name"), parameter.get("defaultValue")));
            rule.add("triggers", filled(template.getAsJsonArray("triggers"), configuration));
            rule.add("conditions", new JsonArray());
            rule.add("actions", filled(template.getAsJsonArray("actions"), configuration));
        }
        fixture.rest().post("rules", rule);
        rules.add(PREFIX + name);
    }

    private static JsonElement filled(JsonElement modules, JsonObject configuration) {
        return JsonParser.parseString(Pattern.compile("\\{\\{(\\w+)}}").matcher(modules.toString())
                .replaceAll(place -> configuration.get(place.group(1)).getAsString()));
    }

    private static Stream<JsonObject> parameters(JsonObject template) {
        return elements(template.getAsJsonArray("configDescriptions"));
    }

    private static Stream<JsonObject> elements(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsJsonObject);
    }

    private static String text(JsonObject object, String key) {
        return object.has(key) ? object.get(key).getAsString() : "";
    }

    /** A column of a table of the page by its items, which are in the first one. */
    private static Map<String, String> column(String heading, int number) throws IOException {
        String section = Files.readString(BILL).split("\n" + heading + "\n", 2)[1].split("\n## ")[0];
        return Pattern.compile("(?m)^\\| `\\w+`.*$").matcher(section).results().map(MatchResult::group)
                .map(row -> Stream.of(row.split("\\|")).map(String::strip).toList())
                .collect(Collectors.toMap(row -> row.get(1).replace("`", ""), row -> row.get(number)));
    }

    private static String rounded(String state) {
        return "NULL".equals(state) ? state : new BigDecimal(state).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}
