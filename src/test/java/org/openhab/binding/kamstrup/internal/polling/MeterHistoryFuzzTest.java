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
package org.openhab.binding.kamstrup.internal.polling;

import static org.junit.jupiter.api.Assertions.*;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Timeout;
import org.openhab.binding.kamstrup.internal.kmp.ByteString;
import org.openhab.binding.kamstrup.internal.kmp.Direction;
import org.openhab.binding.kamstrup.internal.kmp.Frame;
import org.openhab.binding.kamstrup.internal.kmp.LoggerStart;
import org.openhab.binding.kamstrup.internal.kmp.Message;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetLoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetSerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Response;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerConfiguration;
import org.openhab.binding.kamstrup.internal.kmp.Response.LoggerRows;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.meter.LoggedValues.Range;
import org.openhab.binding.kamstrup.internal.meter.LoggerHistory;
import org.openhab.binding.kamstrup.internal.meter.LoggerRow;
import org.openhab.binding.kamstrup.internal.meter.MeterLogger;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Reads loggers whose answers are the input: every go ends, no row is there twice or out of order, each value is one
 * that was answered, and what is kept is bounded.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Timeout(10)
class MeterHistoryFuzzTest {

    private static final int ADDRESS = 0x3F;
    private static final int COMMAND = 0xB8;
    private static final long SERIAL_NUMBER = 7;
    private static final MeterProfile PROFILE = new MeterProfile(1, new SoftwareRevision(1, 1), SERIAL_NUMBER,
            Map.of());
    private static final List<Integer> REGISTERS = List.of(60, 68);
    private static final HistoryDemand DEMAND = new HistoryDemand(
            Map.of(MeterLogger.DAY, new HistoryDemand.Rows(HistoryDemand.ALL, REGISTERS), MeterLogger.HOUR,
                    new HistoryDemand.Rows(3, REGISTERS)));
    /** No go asks more often after the end of its input. */
    private static final int MANY = 300;

    /** Each answer is a byte that tells its kind, and what {@link Run} makes of the bytes after it. */
    @FuzzTest
    void answers(byte[] input) {
        new Run(ByteBuffer.wrap(input)).run();
    }

    /** One meter, from the first to the last answer. */
    private static final class Run {

        private final ByteBuffer input;
        private final Set<RegisterValue> answered = new HashSet<>();
        private final MeterHistory history = new MeterHistory(ADDRESS, ZoneOffset.UTC, Optional.empty(), known -> {
            // nothing is stored
        });
        private Instant now = Instant.parse("2026-03-04T12:00:00Z");

        Run(ByteBuffer input) {
            this.input = input;
        }

        private int next() {
            return input.hasRemaining() ? input.get() & 0xFF : 0;
        }

        void run() {
            history.want(DEMAND);
            do {
                wakeUp();
                assertHolds();
                now = now.plus(Duration.ofHours(next()));
            } while (input.hasRemaining());
        }

        private void wakeUp() {
            history.begin(PROFILE);
            int requestsAtEnd = 0;
            for (Optional<Request> asked = history.next(now); asked.isPresent(); asked = history.next(now)) {
                requestsAtEnd += input.hasRemaining() ? 0 : 1;
                assertTrue(requestsAtEnd < MANY, "no end");
                history.accept(asked.get(), answer(asked.get()), now);
            }
        }

        private RequestResult answer(Request asked) {
            if (!input.hasRemaining()) {
                return new RequestResult.Failed(Finding.SILENT, "");
            }
            int kind = next();
            return switch (kind & 7) {
                case 0 -> new RequestResult.Failed(Finding.SILENT, "");
                case 1 -> new RequestResult.Failed(Finding.DAMAGED, "");
                case 2 -> new RequestResult.NoPort("");
                case 3, 4 -> bytes(next());
                default -> right(asked, kind >> 3);
            };
        }

        private RequestResult bytes(int length) {
            byte[] data = new byte[Math.min(length, input.remaining())];
            input.get(data);
            return Message.of(
                    new Frame(Direction.RESPONSE, ADDRESS, COMMAND, ByteString.copyOf(data)))instanceof Response said
                            ? answered(said)
                            : new RequestResult.Failed(Finding.DAMAGED, "");
        }

        /** An answer of the right kind, with log ids and values of the input. */
        private RequestResult right(Request asked, int info) {
            if (asked instanceof GetSerialNumber) {
                return answered(new SerialNumber(ADDRESS, SERIAL_NUMBER));
            } else if (asked instanceof GetLoggerConfiguration question) {
                return answered(new LoggerConfiguration(ADDRESS, question.logger(), ByteString.copyOf(new byte[10]),
                        next() << 8 | next(), List.of(60, 348, 68)));
            }
            GetLoggerRows question = (GetLoggerRows) asked;
            long first = question.start() == LoggerStart.LOG_ID ? question.from() : next() << 8 | next();
            int filling = next();
            List<List<RegisterValue>> rows = IntStream.range(0, 1 + next() % 64)
                    .mapToObj(i -> question.registers().stream().map(id -> value(id, first - i, filling)).toList())
                    .toList();
            return answered(new LoggerRows(ADDRESS, question.start(), question.logger(), first, first + next(), info,
                    question.registers().size(), rows));
        }

        private static RegisterValue value(int register, long id, int filling) {
            return register == 348
                    ? new RegisterValue(348, 79, 0,
                            ByteString.of(0, 24 + (int) id / 336 % 100, 1 + (int) id / 28 % 12, 1 + (int) id % 28,
                                    filling, 0, 4))
                    : new RegisterValue(register, 2, 0, ByteString.of((int) id >> 8, (int) id, filling));
        }

        private RequestResult answered(Response response) {
            if (response instanceof LoggerRows rows) {
                rows.rows().forEach(answered::addAll);
            }
            return new RequestResult.Answered(response);
        }

        private void assertHolds() {
            for (MeterLogger logger : DEMAND.loggers().keySet()) {
                LoggerHistory known = history.loggers().orElseThrow().of(logger);
                assertTrue(known.values().size() <= 2 + REGISTERS.size() + 1);
                known.values().values().forEach(
                        values -> assertTrue(values.done().stream().mapToLong(Range::size).sum() <= logger.maxRows()));
                List<LoggerRow> rows = history.rows(logger, now);
                for (int i = 0; i < rows.size(); i++) {
                    LoggerRow row = rows.get(i);
                    assertTrue(answered.containsAll(row.values().values()));
                    assertFalse(
                            row.at().isAfter(now.plus(Duration.ofHours(2)).atZone(ZoneOffset.UTC).toLocalDateTime()));
                    assertTrue(i == 0 || rows.get(i - 1).logId() < row.logId());
                }
            }
        }
    }
}
