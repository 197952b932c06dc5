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

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Meters that have registers and info codes in common.
 * <p>
 * Kamstrup has not published the type numbers of most meters. The registers of a meter show its family, by the lists of
 * registers in Kamstrup's technical descriptions and in readings of owners. They were not checked on every model, so
 * the family is a guess.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum MeterFamily {
    FLOW_IQ("flowIQ or a newer water meter", InfoTable.FLOW_IQ, //
            Fingerprint.of(243).without(86), Fingerprint.of(292).without(86), Fingerprint.of(582).without(86)),
    /** Register 369 has the info bits. Where it was not read, the lowest flow (126) tells a 403 from a 302. */
    X03("MULTICAL 303, 403, 603 or 803", InfoTable.X03, //
            Fingerprint.of(369), Fingerprint.of(348), Fingerprint.of(228), Fingerprint.of(266, 126)),
    MULTICAL_302("MULTICAL 302", InfoTable.MULTICAL_302, Fingerprint.of(266)),
    MULTICAL_402("MULTICAL 402", InfoTable.MULTICAL_402, Fingerprint.of(155, 223), Fingerprint.of(155, 229)),
    MULTICAL_601("MULTICAL 601, 602 or 801", InfoTable.MULTICAL_601, Fingerprint.of(155)),
    MULTICAL_62("MULTICAL 62", InfoTable.NONE, Fingerprint.of(68, 113).without(86)),
    MULTICAL_21("MULTICAL 21", InfoTable.MULTICAL_21, Fingerprint.of(68).without(86)),
    MULTICAL_66(Protocol.TEXT, "MULTICAL 66-C, D or E", InfoTable.MULTICAL_66, Fingerprint.of(97)),
    /** No public table of info codes. */
    MULTICAL_401(Protocol.TEXT, "MULTICAL 401, III or 66-B", InfoTable.NONE, Fingerprint.of(86)),
    MULTICAL_41(Protocol.TEXT, "MULTICAL 41", InfoTable.NONE, Fingerprint.of(68)),
    /** Known by its type number only; its registers have other meanings. */
    ELECTRICITY("electricity meter", InfoTable.NONE);

    /**
     * The published type numbers (Kamstrup 5512-447 rev. M1 §6.2.1), all of one family, and the names of the models.
     */
    private static final Map<Integer, String> MODELS = Map.of( //
            0x0001, "MULTICAL 601 (Pt500, 2-wire)", //
            0x0004, "MULTICAL 601 (Pt100)", //
            0x0005, "MULTICAL 601 (Pt500, 4-wire)", //
            0x1501, "MULTICAL 601 (Pt500, 2-wire, through its top module)", //
            0x1504, "MULTICAL 601 (Pt100, through its top module)", //
            0x1505, "MULTICAL 601 (Pt500, 4-wire, through its top module)");

    /**
     * The models of electricity meters whose whole type number is known, from the type table of a public head-end. It
     * writes K382 where the meter has 382.
     */
    private static final Map<Integer, String> ELECTRICITY_MODELS = Map.of( //
            0x5300, "Kamstrup 382B or 382C", //
            0x5301, "Kamstrup 382J", //
            0x5303, "Kamstrup 382K", //
            0x5500, "Kamstrup 382D or 382E", //
            0x5501, "Kamstrup 382J (B to G)", //
            0x5502, "Kamstrup 382J NTA", //
            0x5503, "Kamstrup 382K (B)", //
            0x5600, "Kamstrup 162B or 162C", //
            0x5601, "Kamstrup 162J", //
            0x5603, "Kamstrup 162K");

    /** The series of electricity meters, by the first byte of the type number. */
    private static final Map<Integer, String> ELECTRICITY_SERIES = Map.ofEntries( //
            entry(0x53, "Kamstrup 382"), entry(0x55, "Kamstrup 382"), entry(0x56, "Kamstrup 162"),
            entry(0x57, "Kamstrup 162"), entry(0x58, "Kamstrup 282"), entry(0x59, "Kamstrup 282"),
            entry(0x5A, "Kamstrup OMNIPOWER"), entry(0x60, "Kamstrup 351B"), entry(0x61, "Kamstrup 351B (Aron)"),
            entry(0x62, "Kamstrup 382L"), entry(0x63, "Kamstrup 382L"), entry(0x64, "Kamstrup 162L"),
            entry(0x65, "Kamstrup 162L"), entry(0x66, "Kamstrup 282L"), entry(0x67, "Kamstrup 282L"),
            entry(0x68, "Kamstrup 382M"), entry(0x69, "Kamstrup 382M"), entry(0x70, "Kamstrup 162M"),
            entry(0x71, "Kamstrup 162M"), entry(0x72, "Kamstrup 282M"), entry(0x73, "Kamstrup 282M"),
            entry(0x75, "Kamstrup 351C"), entry(0x76, "Kamstrup 251C"));

    private static final Set<MeterFamily> LOGGERS = EnumSet.of(FLOW_IQ, X03, MULTICAL_21);
    private static final Set<MeterFamily> MONTHS_ONLY = EnumSet.of(MULTICAL_66, MULTICAL_401);
    private static final Set<Integer> IN_MONTHS = Set.of(RegisterIds.HEAT_ENERGY, RegisterIds.VOLUME);

    private final Protocol protocol;
    private final String familyName;
    private final InfoTable infoTable;
    private final List<Fingerprint> fingerprints;

    /** Registers by which a family is known. */
    private record Fingerprint(Set<Integer> present, Set<Integer> absent) {

        static Fingerprint of(Integer... ids) {
            return new Fingerprint(Set.of(ids), Set.of());
        }

        Fingerprint without(Integer... ids) {
            return new Fingerprint(present, Set.of(ids));
        }

        boolean fits(Set<Integer> registers) {
            return registers.containsAll(present) && absent.stream().noneMatch(registers::contains);
        }
    }

    MeterFamily(String familyName, InfoTable infoTable, Fingerprint... fingerprints) {
        this(Protocol.KMP, familyName, infoTable, fingerprints);
    }

    MeterFamily(Protocol protocol, String familyName, InfoTable infoTable, Fingerprint... fingerprints) {
        this.protocol = protocol;
        this.familyName = familyName;
        this.infoTable = infoTable;
        this.fingerprints = List.of(fingerprints);
    }

    /**
     * Guesses the family of a meter; the first one that fits.
     *
     * @param protocol of the meter
     * @param registers the ids of those that the meter has
     */
    public static Optional<MeterFamily> byRegisters(Protocol protocol, Set<Integer> registers) {
        return Arrays.stream(values()).filter(family -> family.protocol == protocol && family.fits(registers))
                .findFirst();
    }

    /**
     * Finds the name of a model.
     *
     * @param protocol that the meter speaks; type numbers are those of KMP
     * @param type the type number that it sends
     * @return empty if the number is not published
     */
    static Optional<String> modelName(Protocol protocol, int type) {
        return Optional.of(type).filter(number -> protocol == Protocol.KMP)
                .flatMap(number -> Optional.ofNullable(MODELS.get(number))
                        .or(() -> Optional.ofNullable(ELECTRICITY_MODELS.get(number)))
                        .or(() -> Optional.ofNullable(ELECTRICITY_SERIES.get(number >> Byte.SIZE))));
    }

    /** @return the family of a published type number, for a protocol as in {@link #modelName} */
    static Optional<MeterFamily> byType(Protocol protocol, int type) {
        return modelName(protocol, type).map(name -> MODELS.containsKey(type) ? MULTICAL_601 : ELECTRICITY);
    }

    private boolean fits(Set<Integer> registers) {
        return fingerprints.stream().anyMatch(fingerprint -> fingerprint.fits(registers));
    }

    /** @return the name for people */
    public String familyName() {
        return familyName;
    }

    /**
     * Whether its meters may have registers in a logger. Rows of a 303, 603 and newer water meters were recorded; a
     * 403, 803 and 21 are of the same generation. Meters with the text protocol have energy and volume of 31 months.
     *
     * @param logger which logger
     * @param registers ids of the registers
     */
    public boolean logs(MeterLogger logger, Collection<Integer> registers) {
        return LOGGERS.contains(this)
                || MONTHS_ONLY.contains(this) && logger == MeterLogger.MONTH && IN_MONTHS.containsAll(registers);
    }

    /** @return the meanings of its info codes */
    public InfoTable infoTable() {
        return infoTable;
    }
}
