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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openhab.binding.kamstrup.demo.Example;
import org.openhab.binding.kamstrup.internal.simulator.RegisterImage;
import org.openhab.binding.kamstrup.openhab.Await;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.Item;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.SitemapPage;
import org.openhab.binding.kamstrup.openhab.OpenHabRest.SitemapWidget;

import com.google.gson.JsonObject;

/**
 * The documentation's two sitemaps, as openHAB answers them to those who draw them.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@WithOpenHabFixture
@Order(3)
class SitemapIT {

    private final OpenHabFixture fixture;

    SitemapIT(OpenHabFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    void theSitemapShowsTheValuesOnItsPages() throws Exception {
        Map<String, List<String>> expected = Map.of("Heat Meter",
                List.of("Power [0.0 kW]", "Flow rate [0 l/h]", "Flow temperature [35.45 °C]",
                        "Return temperature [30.84 °C]", "Temperature difference [4.61 K]", "Info code [0]",
                        "Info [Nothing to report]", "Volume today [0.00 m³]"),
                "Counters",
                List.of("Heat energy [102.47 GJ]", "Volume [1208.96 m³]", "Heat energy, read often [102.47 GJ]",
                        "Operating hours [7127 h]"),
                "Bill", List.of("Energy this billing period [0.00 GJ]", "Volume this billing period [0.00 m³]"),
                "Extremes", List.of("Highest power this month [6.7 kW]"), "Meter and Line",
                List.of("Meter date [2026-08-24]", "Meter clock [2026-08-24 10:30:00]", "Link [The meter answers.]"));
        List<SitemapPage> pages = Await.until("the sitemap's labels", OpenHabFixture.SOON,
                () -> fixture.rest().sitemapPages("kamstrup_more"),
                found -> found.stream().allMatch(page -> page.widgets().stream().map(SitemapWidget::label).toList()
                        .containsAll(expected.getOrDefault(page.title(), List.of()))));
        assertEquals(expected.keySet(), pages.stream().map(SitemapPage::title).collect(Collectors.toSet()));
        List<String> shown = existingItems(pages);
        assertTrue(shown.containsAll(new Example(Path.of("doc/example")).itemNames()), shown.toString());
        assertTrue(pages.stream().filter(page -> "Heat Meter".equals(page.title()))
                .flatMap(page -> page.widgets().stream()).map(SitemapWidget::item).toList()
                .containsAll(List.of("Energy_Billing", "Return_Billing", "Highest_Daily_Power", "Night_Flow")));
        assertEquals("D", fixture.widget("gTemperatures").period());
        assertEquals("Chart", fixture.widget("gTemperatures").type());
    }

    @Test
    void theSmallSitemapShowsTheValuesOnOnePage() throws Exception {
        List<String> expected = List.of("Power [0.0 kW]", "Return temperature [30.84 °C]", "Heat energy [102.47 GJ]",
                "Info [Nothing to report]", "Link [The meter answers.]");
        List<SitemapPage> pages = Await.until("the small sitemap's labels", OpenHabFixture.SOON,
                () -> fixture.rest().sitemapPages("kamstrup"),
                found -> found.stream().flatMap(page -> page.widgets().stream()).map(SitemapWidget::label).toList()
                        .containsAll(expected));
        assertEquals(List.of("Heat Meter"), pages.stream().map(SitemapPage::title).toList());
        assertEquals(13, existingItems(pages).size());
    }

    @Test
    void theItemsAreInTheSemanticModel() throws Exception {
        Map<String, String> model = new TreeMap<>();
        for (String item : List.of("gCellar", "gHeatMeter", "Heat_Power", "Info_Text", "Leak_Alarm")) {
            JsonObject semantics = fixture.rest().get("items/" + item + "?metadata=semantics").getAsJsonObject()
                    .getAsJsonObject("metadata").getAsJsonObject("semantics");
            JsonObject config = semantics.has("config") ? semantics.getAsJsonObject("config") : new JsonObject();
            model.put(item,
                    semantics.get("value").getAsString() + " " + config.entrySet().stream()
                            .filter(entry -> Set.of("hasLocation", "isPointOf", "relatesTo").contains(entry.getKey()))
                            .map(entry -> entry.getValue().getAsString()).sorted().toList());
        }
        assertEquals(Map.of("gCellar", "Location_Indoor_Room_Cellar []", "gHeatMeter", "Equipment_Sensor [gCellar]",
                "Heat_Power", "Point_Measurement [Property_Power, gHeatMeter]", "Info_Text",
                "Point_Status [gHeatMeter]", "Leak_Alarm", "Point_Alarm [gHeatMeter]"), model);
    }

    /** The items that are shown; one that is misspelt would have no state and no label of its own. */
    private List<String> existingItems(List<SitemapPage> pages) throws Exception {
        Set<String> items = fixture.rest().items().stream().map(Item::name).collect(Collectors.toSet());
        List<String> shown = pages.stream().flatMap(page -> page.widgets().stream()).map(SitemapWidget::item)
                .filter(item -> !item.isEmpty()).toList();
        assertTrue(items.containsAll(shown), shown.toString());
        return shown;
    }

    @Test
    void theSitemapIsColouredByTheValues() throws Exception {
        RegisterImage image = fixture.meter().image();
        fixture.awaitColors(
                Map.of("Flow_Temperature", "green", "Info_Code", "green", "Temperature_Difference", "orange"));
        fixture.meter().become(image.with(86, "85.00").with(87, "45.06").with(89, "39.94").with(99, "1"));
        fixture.awaitColors(Map.of("Flow_Temperature", "red", "Return_Temperature", "orange", "Temperature_Difference",
                "green", "Info_Code", "red"));
        fixture.meter().become(image);
        fixture.awaitColors(Map.of("Return_Temperature", "green"));
    }
}
