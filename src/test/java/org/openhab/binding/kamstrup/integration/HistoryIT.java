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

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.kamstrup.internal.kmp.Content;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.LoggerStart;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRows;
import org.openhab.binding.kamstrup.internal.meter.MeterLogger;
import org.openhab.binding.kamstrup.openhab.Await;

/**
 * What the loggers of a meter hold becomes items, results of actions and files. What is expected is computed from the
 * rows that the simulated meter answers.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@WithOpenHabFixture({ "history-all", "history-daily", "history-off", "missing" })
@Order(7)
class HistoryIT {

    private static final String METER = "kamstrup:meter:history-%s:heat";

    private static final int HEAT_ENERGY = 60;
    private static final int VOLUME = 68;
    private static final int VOLUME_FLOW_TEMPERATURE = 97;
    private static final int VOLUME_RETURN_TEMPERATURE = 110;
    private static final int TIME = 348;
    private static final int DAYS = 5;
    private static final BigDecimal GCAL_IN_GJ = new BigDecimal("4.1868");
    private static final List<Integer> COUNTERS = List.of(HEAT_ENERGY, 63, VOLUME, VOLUME_FLOW_TEMPERATURE,
            VOLUME_RETURN_TEMPERATURE);
    private static final String HEAD = "time,Heat Energy [Gcal],Cooling Energy [Gcal],Volume [m³],"
            + "Volume × Flow Temperature [m³×°C],Volume × Return Temperature [m³×°C]";

    private final OpenHabFixture fixture;

    HistoryIT(OpenHabFixture fixture) {
        this.fixture = fixture;
    }

    /** A 603 counts Gcal, which openHAB 3.0 does not know: 4.1868 GJ. */
    @ParameterizedTest
    @CsvSource({ "Day_Heat, all, DAY, 60, GJ, 4.1868", "Month_Heat, all, MONTH, 60, GJ, 4.1868",
            "Year_Heat, all, YEAR, 60, GJ, 4.1868", "Hour_Heat, all, HOUR, 60, GJ, 4.1868",
            "Day_Volume, all, DAY, 68, m³, 1", "Month_Volume, all, MONTH, 68, m³, 1",
            "Daily_Heat, daily, DAY, 60, MWh, 1", "Off_Heat, off, MONTH, 60, kWh, 1" })
    void itemHasTheDifferenceOfTheLastTwoRows(String item, String history, MeterLogger logger, int register,
            String unit, BigDecimal factor) throws Exception {
        awaitNumber(item, difference(history, logger, register).multiply(factor), unit);
    }

    @Test
    void itemHasTheMeanOfTheLastDayWeightedByVolume() throws Exception {
        BigDecimal volume = difference("all", MeterLogger.DAY, VOLUME);
        BigDecimal flow = difference("all", MeterLogger.DAY, VOLUME_FLOW_TEMPERATURE);
        BigDecimal back = difference("all", MeterLogger.DAY, VOLUME_RETURN_TEMPERATURE);
        awaitNumber("Day_Flow", flow.divide(volume, 2, RoundingMode.HALF_UP), "°C");
        awaitNumber("Day_Return", back.divide(volume, 2, RoundingMode.HALF_UP), "°C");
        awaitNumber("Day_Cooling", flow.subtract(back).divide(volume, 2, RoundingMode.HALF_UP), "K");
    }

    /**
     * On the day of the installation: the counters of 1 January come from the month logger, those of the same day of
     * last year from the day logger.
     */
    @Test
    void comparisonWithTheBillingPeriodBeforeComesFromTheRows() throws Exception {
        assertEquals(1 + 460, history("history-all,day,,").size());
        assertEquals(1 + 36, history("history-all,month,,").size());
        ZonedDateTime asked = ZonedDateTime.now(ZoneId.systemDefault());
        fixture.rest().command("Billing_Before", "REFRESH");
        String state = Await.until("the comparison", OpenHabFixture.SOON, () -> fixture.rest().state("Billing_Before"),
                answer -> answer.matches("[\\d.]+ .*"));
        Set<String> expected = Stream.of(asked, ZonedDateTime.now(ZoneId.systemDefault())).map(this::usedLastYearUntil)
                .collect(Collectors.toSet());
        assertTrue(expected.contains(plain(state)), () -> state + " instead of " + expected);
    }

    private String usedLastYearUntil(ZonedDateTime now) {
        ZonedDateTime same = now.minusYears(1);
        ZonedDateTime midnight = same.toLocalDate().atStartOfDay(same.getZone());
        ZonedDateTime nextMidnight = same.toLocalDate().plusDays(1).atStartOfDay(same.getZone());
        BigDecimal begin = counter(MeterLogger.MONTH, same.toLocalDate().withDayOfYear(1));
        BigDecimal first = counter(MeterLogger.DAY, same.toLocalDate());
        BigDecimal next = counter(MeterLogger.DAY, same.toLocalDate().plusDays(1));
        BigDecimal share = next.subtract(first)
                .multiply(BigDecimal.valueOf(Duration.between(midnight, same).toMillis()))
                .divide(BigDecimal.valueOf(Duration.between(midnight, nextMidnight).toMillis()),
                        MathContext.DECIMAL128);
        BigDecimal used = first.add(share).subtract(begin).setScale(first.scale(), RoundingMode.HALF_UP);
        return fixture.openHab().home().distribution()
                .state(used.multiply(GCAL_IN_GJ).stripTrailingZeros().toPlainString() + " GJ");
    }

    /** The heat energy of the row that was written when a day began, or the first day of a month. */
    private BigDecimal counter(MeterLogger logger, LocalDate day) {
        LocalDate newest = times(1).get(0).toLocalDate();
        long before = logger.period().between(day,
                logger == MeterLogger.MONTH ? newest.with(TemporalAdjusters.firstDayOfMonth()) : newest);
        return rows("all", logger, HEAT_ENERGY, Math.toIntExact(before), 1).rows().get(0).get(0).number();
    }

    @Test
    void actionGivesTheRowsOfTheDaysAsText() throws Exception {
        List<LocalDateTime> times = times(DAYS);
        // the newest row is left out, to see that the last day is obeyed
        String from = day(times.get(DAYS - 1));
        String to = day(times.get(1));
        List<String> expected = table(1, DAYS);
        assertEquals(expected, history("history-all,day," + from + "," + to));
        // without days, all 460 rows of the meter
        assertEquals(1 + 460, history("history-all,day,,").size());
        assertEquals(expected.subList(0, 2), history("history-all,day," + from + "," + from));
    }

    /** The newest row is after the last day. */
    @ParameterizedTest
    @ValueSource(strings = { "", "-999999999-01-01" })
    void actionGivesAllRowsUntilADay(String from) throws Exception {
        assertEquals(460, history("history-all,day," + from + "," + day(times(2).get(1))).size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { //
            "history-all,week,,                    | \"week\" is not possible. Use year, month, day or hour",
            "history-all,,,                        | \"\" is not possible. Use year, month, day or hour",
            "history-all,day,2026-13-01,           | \"day 2026-13-01\" is not possible. Use",
            "history-all,day,,yesterday            | \"day  yesterday\" is not possible. Use",
            "history-all,day,2026-02-01,2026-01-31 | \"day 2026-02-01 2026-01-31\" is not possible. Use",
            "history-all,day,2099-01-01,           | There are no rows of the day logger in this time.",
            "history-all,year,1990-01-01,1990-12-31 | There are no rows of the year logger in this time.",
            "missing,day,,                         | This model has no loggers, or the meter was not asked" })
    void actionTellsWhatIsWrong(String wish, String text) throws Exception {
        String told = history(wish).get(0);
        assertTrue(told.startsWith(text), told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { //
            "history-all:heat day 2026-13-01       | \"day 2026-13-01\" is not possible. Use",
            "history-all:heat day --csv            | \"day --csv\" is not possible. Use",
            "history-all:heat day --csv ../x.csv   | ../x.csv cannot be written: ",
            "missing:heat day                      | This model has no loggers, or the meter was not asked",
            "nothing:heat                          | There is no meter kamstrup:meter:nothing:heat" })
    void consoleTellsWhatIsWrong(String words, String text) throws Exception {
        String told = console("history kamstrup:meter:" + words);
        assertTrue(told.contains(text), told);
        assertFalse(Files.exists(fixture.openHab().home().folder().resolve("x.csv")));
    }

    @Test
    void twoReadingsAtTheSameTimeGetAllTheirRows() throws Exception {
        LocalDate from = LocalDate.now(ZoneId.systemDefault()).minusDays(2);
        CompletableFuture<String> hours = atOnce("hour " + from);
        CompletableFuture<String> years = atOnce("year");
        assertTrue(hours.get().lines().filter(line -> line.startsWith("20")).count() >= 48, hours.get());
        assertEquals(rows("daily", MeterLogger.YEAR, HEAT_ENERGY, 100).rows().size(),
                years.get().lines().filter(line -> line.startsWith("20")).count(), years.get());
        assertFalse((hours.get() + years.get()).contains("has not answered everything"), hours.get() + years.get());
    }

    private CompletableFuture<String> atOnce(String words) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return console("history " + METER.formatted("daily") + " " + words);
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    @Test
    void consoleWritesTheRowsIntoAFileBelowUserdata() throws Exception {
        List<LocalDateTime> times = times(DAYS);
        Path file = fixture.openHab().home().folder().resolve("userdata/days.csv");
        String told = console("history " + METER.formatted("all") + " day " + day(times.get(DAYS - 1)) + " "
                + day(times.get(1)) + " --csv days.csv");
        assertTrue(told.contains(DAYS - 1 + " rows written to ") && told.contains("/userdata/days.csv"), told);
        assertEquals(table(1, DAYS), Files.readAllLines(file));
        assertEquals(String.join("\n", table(1, DAYS)) + "\n", Files.readString(file));
    }

    @Test
    void consoleReportsTheLoggersOfAMeter() throws Exception {
        fixture.awaitStatus(METER.formatted("off"), "ONLINE");
        String report = console("history " + METER.formatted("off"));
        long newest = rows("off", MeterLogger.DAY, HEAT_ENERGY, 1).lastLogId();
        assertTrue(Pattern.compile("day READABLE depth 460, registers 60 63 68 97 99 110 338 348 369, "
                + "oldest [^ ]+ \\(log id \\d+\\), newest " + LocalDate.now(ZoneId.systemDefault())
                + "T00:00:\\d\\d \\(log id " + newest + "\\)").matcher(report).find(), report);
        for (String logger : Set.of("month READABLE depth 36", "year READABLE depth 20", "hour READABLE depth 1400")) {
            assertTrue(report.contains(logger), report);
        }
    }

    @Test
    void meterWithoutLoggersHasNoChannelsOfThem() throws Exception {
        assertEquals(Set.of(), historyChannels(
                fixture.awaitChannel(OpenHabFixture.METER, OpenHabFixture.LAST_CHANNEL).channels().keySet()));
        assertTrue(historyChannels(
                fixture.awaitChannel(METER.formatted("all"), OpenHabFixture.LAST_CHANNEL).channels().keySet())
                        .contains("history#day-heat-energy"));
        assertTrue(console("history " + OpenHabFixture.METER).contains("This model has no loggers"));
    }

    private static Set<String> historyChannels(Set<String> channels) {
        return channels.stream().filter(channel -> channel.startsWith("history#")).collect(Collectors.toSet());
    }

    private String console(String command) throws Exception {
        return fixture.openHab().console().run("openhab:kamstrup " + command).text();
    }

    /** The result of the action, by lines. */
    private List<String> history(String wish) throws Exception {
        fixture.awaitChannel(METER.formatted("all"), OpenHabFixture.LAST_CHANNEL);
        fixture.rest().command("History_Wish", wish);
        List<String> lines = Await.until("the answer to " + wish, OpenHabFixture.SOON,
                () -> fixture.rest().state("History_Result").lines().toList(),
                answer -> !answer.isEmpty() && answer.get(0).equals(wish));
        return lines.subList(1, lines.size());
    }

    private void awaitNumber(String item, BigDecimal number, String unit) throws Exception {
        String expected = fixture.openHab().home().distribution()
                .state(number.stripTrailingZeros().toPlainString() + " " + unit);
        Await.until(item + " to be " + expected, OpenHabFixture.SOON, () -> fixture.rest().state(item),
                state -> plain(state).equals(expected));
    }

    private static String plain(String state) {
        String[] words = state.split(" ", 2);
        return words.length < 2 ? state
                : new BigDecimal(words[0]).stripTrailingZeros().toPlainString() + " " + words[1];
    }

    private LoggerRows rows(String history, MeterLogger logger, int register, int count) {
        return rows(history, logger, register, 0, count);
    }

    /** Rows up to one that is so many rows before the newest. */
    private LoggerRows rows(String history, MeterLogger logger, int register, int before, int count) {
        Frame request = new GetLoggerRows(0x3F, logger.number(), LoggerStart.OFFSET, before, count, List.of(register))
                .toFrame();
        return (LoggerRows) Message
                .of(fixture.withLoggers(history.toUpperCase(Locale.ROOT)).answer(request).orElseThrow());
    }

    private BigDecimal difference(String history, MeterLogger logger, int register) {
        List<List<RegisterValue>> rows = rows(history, logger, register, 2).rows();
        return rows.get(0).get(0).number().subtract(rows.get(1).get(0).number());
    }

    /** Rows of the day logger of the 603, from one to another before the newest, the older ones first. */
    private List<String> table(int newest, int oldest) {
        List<LoggerRows> columns = COUNTERS.stream().map(register -> rows("all", MeterLogger.DAY, register, oldest))
                .toList();
        List<LocalDateTime> times = times(oldest);
        return Stream.concat(Stream.of(HEAD),
                IntStream.iterate(oldest - 1, row -> row >= newest, row -> row - 1)
                        .mapToObj(row -> times.get(row) + columns.stream()
                                .map(column -> "," + column.rows().get(row).get(0).number().toPlainString())
                                .collect(Collectors.joining())))
                .toList();
    }

    /** When the newest rows of the day logger of the 603 were written, the newest one first. */
    private List<LocalDateTime> times(int count) {
        return rows("all", MeterLogger.DAY, TIME, count).rows().stream()
                .map(row -> ((Content.DateTime) row.get(0).content()).value()).toList();
    }

    private static String day(LocalDateTime time) {
        return time.toLocalDate().toString();
    }
}
