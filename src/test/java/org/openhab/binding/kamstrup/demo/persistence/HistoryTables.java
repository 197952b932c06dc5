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
package org.openhab.binding.kamstrup.demo.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.OpenHAB;
import org.openhab.core.items.Item;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.persistence.FilterCriteria;
import org.openhab.core.persistence.FilterCriteria.Ordering;
import org.openhab.core.persistence.HistoricItem;
import org.openhab.core.persistence.PersistenceItemInfo;
import org.openhab.core.persistence.QueryablePersistenceService;
import org.openhab.core.persistence.strategy.PersistenceStrategy;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * A persistence service for the demonstration, because the distribution of openHAB 3.0 has none. It stores nothing. An
 * item has the consumption by the table that the console command <code>history</code> has written into the folder
 * userdata under the name of the item: the difference of two rows of its first counter, at the time of the first one.
 * Or it has the values of a
 * file that ends with {@value #VALUES}.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class HistoryTables implements QueryablePersistenceService {

    /** The end of the names of files whose lines are a time and a value with its unit. */
    public static final String VALUES = ".values.csv";

    private static final String COMMA = ",";
    private static final String KWH = "kWh";

    @Override
    public String getId() {
        return "history-tables";
    }

    @Override
    public String getLabel(@Nullable Locale locale) {
        return "Tables of the console command history";
    }

    @Override
    public void store(Item item) {
        // it has what is in the tables only
    }

    @Override
    public void store(Item item, @Nullable String alias) {
        // likewise
    }

    @Override
    public List<PersistenceStrategy> getDefaultStrategies() {
        return List.of();
    }

    @Override
    public Set<PersistenceItemInfo> getItemInfo() {
        return Set.of();
    }

    @Override
    public Iterable<HistoricItem> query(FilterCriteria filter) {
        try {
            List<HistoricItem> found = new ArrayList<>(past(String.valueOf(filter.getItemName())).stream()
                    .filter(value -> isIn(value.getTimestamp(), filter.getBeginDate(), filter.getEndDate())).toList());
            if (filter.getOrdering() == Ordering.DESCENDING) {
                Collections.reverse(found);
            }
            return found.stream().skip((long) filter.getPageNumber() * filter.getPageSize()).limit(filter.getPageSize())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<HistoricItem> past(String item) throws IOException {
        Path folder = Path.of(OpenHAB.getUserDataFolder());
        Path values = folder.resolve(item + VALUES);
        Path table = folder.resolve(item + ".csv");
        if (Files.exists(values)) {
            return Files.readAllLines(values).stream().map(line -> line.split(COMMA))
                    .<HistoricItem> map(line -> new Past(item, Instant.parse(line[0]).atZone(ZoneId.systemDefault()),
                            new QuantityType<>(line[1])))
                    .toList();
        }
        return Files.exists(table) ? used(item, Files.readAllLines(table)) : List.of();
    }

    private static boolean isIn(ZonedDateTime time, @Nullable ZonedDateTime begin, @Nullable ZonedDateTime end) {
        return (begin == null || !time.isBefore(begin)) && (end == null || !time.isAfter(end));
    }

    /** An energy is in kWh, as the items of the example are. */
    private static List<HistoricItem> used(String item, List<String> lines) {
        String head = lines.get(0).split(COMMA)[1];
        String unit = head.substring(head.indexOf('[') + 1, head.indexOf(']'));
        List<HistoricItem> values = new ArrayList<>();
        for (int i = 2; i < lines.size(); i++) {
            String[] first = lines.get(i - 1).split(COMMA);
            String[] last = lines.get(i).split(COMMA);
            QuantityType<?> energy = new QuantityType<>(
                    new BigDecimal(last[1]).subtract(new BigDecimal(first[1])) + " " + unit).toUnit(KWH);
            values.add(new Past(item,
                    LocalDateTime.parse(first[0]).truncatedTo(ChronoUnit.DAYS).atZone(ZoneId.systemDefault()),
                    energy == null ? UnDefType.UNDEF : energy));
        }
        return values;
    }

    private static class Past implements HistoricItem {

        private final String item;
        private final ZonedDateTime time;
        private final State state;

        Past(String item, ZonedDateTime time, State state) {
            this.item = item;
            this.time = time;
            this.state = state instanceof QuantityType<?> quantity ? new DecimalType(quantity.toBigDecimal()) : state;
        }

        @Override
        public ZonedDateTime getTimestamp() {
            return time;
        }

        @Override
        public State getState() {
            return state;
        }

        @Override
        public String getName() {
            return item;
        }
    }
}
