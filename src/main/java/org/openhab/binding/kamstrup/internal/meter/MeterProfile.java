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

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;

/**
 * The identity and the registers of a meter.
 *
 * @param protocol that the meter speaks
 * @param type the type number that the meter sends; with {@link Protocol#TEXT} the digits ABCCC of its configuration, 0
 *            if it does not send them
 * @param software the revision of its software; 0.0 with {@link Protocol#TEXT}
 * @param serialNumber its serial number; with {@link Protocol#TEXT} its customer number
 * @param registers the registers that it has, with their values when all were read
 * @param isComplete whether it was asked for all registers of the catalogue; {@code registers} may lack some otherwise
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record MeterProfile(Protocol protocol, int type, SoftwareRevision software, long serialNumber,
        Map<Integer, RegisterValue> registers, boolean isComplete) {

    private static final SoftwareRevision NO_SOFTWARE = new SoftwareRevision(0, 0);

    /** Gives plain numbers the units of their registers. */
    public MeterProfile {
        registers = RegisterCatalogue.of(protocol, type).understood(registers);
    }

    /** Makes the profile of a meter that speaks KMP. */
    public MeterProfile(int type, SoftwareRevision software, long serialNumber, Map<Integer, RegisterValue> registers,
            boolean isComplete) {
        this(Protocol.KMP, type, software, serialNumber, registers, isComplete);
    }

    /** Makes the profile of a meter that speaks KMP and was asked for all registers. */
    public MeterProfile(int type, SoftwareRevision software, long serialNumber, Map<Integer, RegisterValue> registers) {
        this(type, software, serialNumber, registers, true);
    }

    /**
     * Makes the profile of a meter that speaks the text protocol.
     *
     * @param code the digits ABCCC of its configuration, 0 if they are not known
     * @param customerNumber its customer number
     * @param registers its values as registers with the same meaning
     */
    public static MeterProfile ofText(int code, long customerNumber, Map<Integer, RegisterValue> registers) {
        return new MeterProfile(Protocol.TEXT, code, NO_SOFTWARE, customerNumber, registers, true);
    }

    /** @return whether the meter speaks the text protocol */
    public boolean isText() {
        return protocol == Protocol.TEXT;
    }

    /** @return whether this is the same meter with the same software, so that it has the same registers */
    public boolean isLike(MeterProfile other) {
        return isSameMeterAs(other) && type == other.type && software.equals(other.software);
    }

    /** @return whether this is the same meter, maybe with other software */
    public boolean isSameMeterAs(MeterProfile other) {
        return protocol == other.protocol && serialNumber == other.serialNumber
                && catalogue().equals(other.catalogue());
    }

    /** @return the registers that it may have */
    public RegisterCatalogue catalogue() {
        return RegisterCatalogue.of(protocol, type);
    }

    /** @return the registers that a meter may have; those of heat meters if nothing is known of it */
    public static RegisterCatalogue catalogue(Optional<MeterProfile> known) {
        return known.map(MeterProfile::catalogue).orElseGet(() -> RegisterCatalogue.HEAT);
    }

    /** @return whether the meter has a register */
    public boolean has(int id) {
        return registers.containsKey(id);
    }

    /**
     * The same meter after a reading. A register with another unit replaces the first value: the meter was configured
     * anew.
     *
     * @param reading a later reading
     */
    public MeterProfile withUnitsOf(Reading reading) {
        Map<Integer, RegisterValue> known = new HashMap<>(registers);
        known.replaceAll((id, before) -> reading.find(id).filter(now -> now.unitCode() != before.unitCode())
                .orElseGet(() -> before));
        return known.equals(registers) ? this
                : new MeterProfile(protocol, type, software, serialNumber, known, isComplete);
    }

    /** @return the first answers of its registers */
    Reading firstReading() {
        return Reading.of(catalogue()).and(registers.keySet(), registers.values());
    }

    /**
     * @return the register with the info code, the newer one of two; empty if the meter has none or is not asked yet
     */
    public Set<Integer> infoRegisters() {
        return Set.copyOf(Stream.of(RegisterIds.INFO_BITS, RegisterIds.INFO_CODE).filter(this::has).limit(1).toList());
    }

    /** @return the meanings of the info code */
    InfoTable infoTable() {
        return family().map(MeterFamily::infoTable).orElseGet(() -> InfoTable.NONE);
    }

    /** @return the text of a register; empty if the meter does not have it or it has no content */
    public Optional<String> text(int id) {
        return Optional.ofNullable(registers.get(id)).map(value -> value.content().text().strip())
                .filter(text -> !text.isEmpty());
    }

    /** @return the nominal flow of the flow sensor in l/h, if the meter sends it */
    public Optional<BigDecimal> nominalFlow() {
        return Optional.ofNullable(registers.get(RegisterIds.NOMINAL_FLOW)).flatMap(RegisterKind.FLOW::measure)
                .map(BaseUnitValue::amount).filter(flow -> flow.signum() > 0);
    }

    /**
     * @return the name of the model: the published one, else the type text of the meter, else its type number, else the
     *         family of a meter with the text protocol
     */
    public Optional<String> modelName() {
        return MeterFamily.modelName(protocol, type).or(() -> text(RegisterIds.TYPE_TEXT))
                .or(() -> text(RegisterIds.TYPE_NUMBER))
                .or(() -> family().filter(family -> isText()).map(MeterFamily::familyName));
    }

    /** @return the family, by the type number if it is published, else by all registers; empty if it is unknown */
    public Optional<MeterFamily> family() {
        return MeterFamily.byType(protocol, type)
                .or(() -> isComplete ? MeterFamily.byRegisters(protocol, registers.keySet()) : Optional.empty());
    }

    /** @return whether {@link #family} is a guess */
    public boolean isFamilyGuessed() {
        return MeterFamily.byType(protocol, type).isEmpty();
    }
}
