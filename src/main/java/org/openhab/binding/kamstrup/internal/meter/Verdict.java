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
 * Whether a value can be.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public sealed interface Verdict {

    /** It can. */
    record Accepted() implements Verdict {
    }

    /** It was held back, and two readings agree, so it can. */
    record Confirmed() implements Verdict {
    }

    /** It can, while the one that was held back cannot. */
    record Dismissed() implements Verdict {
    }

    /**
     * It cannot, and a second reading has to decide.
     *
     * @param doubt why
     */
    record HeldBack(Doubt doubt) implements Verdict {
    }

    /**
     * It cannot, and a second reading said so too.
     *
     * @param doubt why
     */
    record Refused(Doubt doubt) implements Verdict {
    }
}
