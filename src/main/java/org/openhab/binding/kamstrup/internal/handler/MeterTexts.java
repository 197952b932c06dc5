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
package org.openhab.binding.kamstrup.internal.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.meter.Doubt;
import org.openhab.binding.kamstrup.internal.meter.DoubtReport;
import org.openhab.binding.kamstrup.internal.meter.InfoCondition;
import org.openhab.binding.kamstrup.internal.meter.InfoState;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * What a meter says in words, in the language of openHAB's user.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MeterTexts {

    private static final String BETWEEN = "; ";

    private final TranslationProvider translations;
    private final LocaleProvider locales;

    /**
     * Makes texts.
     *
     * @param translations has the texts of this bundle
     * @param locales knows the user's language
     */
    public MeterTexts(TranslationProvider translations, LocaleProvider locales) {
        this.translations = translations;
        this.locales = locales;
    }

    /** @return what a meter complains about */
    String of(InfoState info) {
        List<String> texts = new ArrayList<>();
        // in the order in which they are declared
        info.notIn(InfoState.none()).stream().map(InfoCondition::id).map(id -> text("info." + id)).forEach(texts::add);
        if (!info.unexplained().isEmpty()) {
            texts.add(text("info.unexplained", info.unexplained()));
        }
        return texts.isEmpty() ? text("info.none") : texts.stream().collect(Collectors.joining(BETWEEN));
    }

    /** @return why a value was held back and what became of it */
    String of(DoubtReport report) {
        Doubt doubt = report.doubt();
        return text("doubt." + doubt.kind().id(), label(doubt.register()), plain(doubt.value())) + BETWEEN
                + text("doubt." + report.outcome().id());
    }

    /** @return that no value was held back */
    String noDoubt() {
        return text("doubt.none");
    }

    /** @return the name of a register */
    String label(Register register) {
        return text("channel-type.kamstrup." + register.channel() + ".label");
    }

    private static String plain(RegisterValue value) {
        return (value.number().toPlainString() + " " + value.unit().map(Unit::symbol).orElse("")).strip();
    }

    private String text(String key, Object... arguments) {
        Bundle bundle = FrameworkUtil.getBundle(MeterTexts.class);
        String text = translations.getText(bundle, key, key, locales.getLocale(), arguments);
        return text == null ? key : text;
    }
}
