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

import java.util.function.BiConsumer;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Takes from an examination what it tells of a line as it is set: what comes of other settings is no state of the line.
 *
 * @param own the settings of the line
 * @param state takes the finding and its evidence
 * @param watcher watches the whole examination
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record OwnSettingsWatcher(LineSettings own, BiConsumer<Finding, String> state,
        Diagnosis.Watcher watcher) implements Diagnosis.Watcher {

    @Override
    public boolean tries(Diagnosis.Step step) {
        return watcher.tries(step);
    }

    @Override
    public void found(Diagnosis.Step step, Finding finding, String evidence) {
        // why the port does not open is told when it is opened again
        if (step.settings().equals(own) && !finding.isOfPort()) {
            state.accept(finding, evidence);
        }
        watcher.found(step, finding, evidence);
    }
}
