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
package org.openhab.binding.kamstrup.internal.simulator;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A part of a meter that lives: it sees every step and tells registers of what it has seen.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
interface MeterPart {

    void live(Step step);

    void tell(Telling telling);
}
