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
package org.openhab.binding.kamstrup.internal.console;

import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.handler.Localizer;
import org.openhab.binding.kamstrup.internal.handler.OpticalHeadHandler;
import org.openhab.core.thing.Thing;

/**
 * Lists the heads with the meters under them, and what is known of their lines.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ListCommand extends Command {

    private final KamstrupThings things;
    private final Localizer texts;

    ListCommand(KamstrupThings things, Localizer texts) {
        super("list", "");
        this.things = things;
        this.texts = texts;
    }

    @Override
    boolean run(List<String> words, Output output) {
        if (!words.isEmpty()) {
            return false;
        }
        List<OpticalHeadHandler> heads = things.heads();
        if (heads.isEmpty()) {
            output.print(texts.text("console.list.empty"));
        }
        heads.forEach(head -> list(head, output));
        return true;
    }

    private void list(OpticalHeadHandler head, Output output) {
        output.print(head.getThing().getUID() + " " + head.getThing().getStatus() + " " + head.linkText());
        for (Thing meter : head.getThing().getThings()) {
            Map<String, String> properties = meter.getProperties();
            output.print("  " + meter.getUID() + " " + meter.getStatus() + " "
                    + properties.getOrDefault(Thing.PROPERTY_MODEL_ID, "") + " "
                    + properties.getOrDefault(Thing.PROPERTY_SERIAL_NUMBER, ""));
        }
    }
}
