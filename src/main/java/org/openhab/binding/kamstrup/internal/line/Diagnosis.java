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

import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What came of an examination of a line.
 *
 * @param finding what is the matter; {@link Finding#GOOD} if the meter answered in the end
 * @param evidence the bytes that came as hex, or what the system said; may be empty
 * @param worked the step in which the meter answered, if it did
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Diagnosis(Finding finding, String evidence, Optional<Step> worked) {

    /** What is tried, in this order. */
    public enum Kind {
        /** The settings that the user chose. */
        AS_SET("as-set"),
        /** The same again and again, while somebody presses a key on the meter. */
        WAKE_UP("wake-up"),
        /** The control lines on which some heads feed, on or off. */
        CONTROL_LINES("control-lines"),
        /** Another speed or other stop bits. */
        OTHER_SETTINGS("other-settings"),
        /** The protocol of meters from before KMP. */
        OLD_METER("old-meter");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /** @return its name in texts, lower-case-hyphen */
        public String id() {
            return id;
        }
    }

    /**
     * One thing that is tried.
     *
     * @param kind what for
     * @param settings of the port
     */
    public record Step(Kind kind, LineSettings settings) {
    }

    /** Watches an examination, on the line's thread. */
    public interface Watcher {
        /**
         * A step begins.
         *
         * @return whether to go on
         */
        boolean tries(Step step);

        /** A step is over. */
        void found(Step step, Finding finding, String evidence);
    }
}
