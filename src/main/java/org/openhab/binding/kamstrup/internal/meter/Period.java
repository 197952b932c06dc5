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

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A period whose consumption is counted; {@link PeriodCalendar} tells when it begins.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Period {
    DAY,
    MONTH,
    YEAR,
    BILLING,
    /** All since the first reading, which never begins anew. */
    RECORDED
}
