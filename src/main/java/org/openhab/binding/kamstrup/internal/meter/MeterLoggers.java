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
package org.openhab.binding.kamstrup.internal.meter;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;

/**
 * What was read from the loggers of one meter, which is stored across restarts.
 *
 * @param serialNumber of the meter
 * @param software its revision; with another one, it may have other loggers
 * @param loggers the loggers that were asked for
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record MeterLoggers(long serialNumber, SoftwareRevision software, Map<MeterLogger, LoggerHistory> loggers) {

    /** Copies the map. */
    public MeterLoggers {
        loggers = Map.copyOf(loggers);
    }

    /**
     * Values without a gap between them. What is not in a checkpoint has still to be read.
     *
     * @param serialNumber of the meter
     * @param logger which logger
     * @param register id of the register
     * @param lowest lowest log id
     * @param highest highest log id
     */
    public record Checkpoint(long serialNumber, MeterLogger logger, int register, long lowest, long highest) {
    }

    /** @return the loggers of a meter that nobody has asked for */
    public static MeterLoggers of(MeterProfile profile) {
        return new MeterLoggers(profile.serialNumber(), profile.software(), Map.of());
    }

    /** @return whether they are those of a meter, with the same software */
    public boolean isOf(MeterProfile profile) {
        return serialNumber == profile.serialNumber() && software.equals(profile.software());
    }

    /** @return what is known of a logger */
    public LoggerHistory of(MeterLogger logger) {
        return loggers.getOrDefault(logger, LoggerHistory.unknown());
    }

    /** @return the same with another history of a logger */
    public MeterLoggers with(MeterLogger logger, LoggerHistory history) {
        Map<MeterLogger, LoggerHistory> all = new EnumMap<>(MeterLogger.class);
        all.putAll(loggers);
        all.put(logger, history);
        return new MeterLoggers(serialNumber, software, all);
    }

    /** @return the same without loggers that cannot be read */
    public MeterLoggers readable() {
        return new MeterLoggers(serialNumber, software,
                loggers.entrySet().stream()
                        .filter(logger -> logger.getValue().status() == LoggerHistory.Status.READABLE)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** @return the checkpoints of all registers, those of a register in rising order of their log ids */
    public List<Checkpoint> checkpoints() {
        return loggers.entrySet().stream()
                .flatMap(logger -> logger.getValue().values().entrySet().stream()
                        .flatMap(values -> values.getValue().done().stream()
                                .map(range -> new Checkpoint(serialNumber, logger.getKey(), values.getKey(),
                                        range.lowest(), range.highest()))))
                .sorted(Comparator.comparing(Checkpoint::logger).thenComparing(Checkpoint::register)
                        .thenComparing(Checkpoint::lowest))
                .toList();
    }
}
