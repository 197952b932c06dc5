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
package org.openhab.binding.kamstrup.internal.line;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * How a line is at the moment.
 *
 * @param finding what is known of it
 * @param evidence the bytes that came as hex, or what the system said; may be empty
 * @param quality how well it works
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record LineStatus(Finding finding, String evidence, LinkQuality quality) {
}
