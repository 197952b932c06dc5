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
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.kmp.Content;
import org.openhab.binding.kamstrup.internal.kmp.RegisterValue;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetRegisters;
import org.openhab.binding.kamstrup.internal.kmp.Response.RegisterValues;
import org.openhab.binding.kamstrup.internal.kmp.Unit;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.LineDiagnosis;
import org.openhab.binding.kamstrup.internal.line.LineSettings;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.meter.InfoCondition;
import org.openhab.binding.kamstrup.internal.meter.InfoState;
import org.openhab.binding.kamstrup.internal.meter.MeterProfile;
import org.openhab.binding.kamstrup.internal.meter.PlausibilityResult;
import org.openhab.binding.kamstrup.internal.meter.Register;
import org.openhab.binding.kamstrup.internal.meter.RegisterCatalogue;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * Texts in the language of openHAB's user.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Localizer {

    private static final String CHANNEL_TYPE = "channel-type.kamstrup.";
    /** The conclusions of the steps that are not about speed and stop bits. */
    private static final Map<LineDiagnosis.Kind, String> WORKED = Map.of(LineDiagnosis.Kind.CONTROL_LINES,
            "diagnosis.worked-control-lines", LineDiagnosis.Kind.OLD_METER, "diagnosis.worked-old-meter");
    private static final String BETWEEN = "; ";

    private final TranslationProvider translations;
    private final LocaleProvider locales;

    /**
     * Makes a localizer.
     *
     * @param translations the texts of this bundle
     * @param locales the user's language
     */
    public Localizer(TranslationProvider translations, LocaleProvider locales) {
        this.translations = translations;
        this.locales = locales;
    }

    /** @return the conditions of an info code */
    String of(InfoState info) {
        List<String> texts = new ArrayList<>();
        // in the order in which they are declared
        info.notIn(InfoState.none()).stream().map(InfoCondition::id).map(id -> text("info." + id)).forEach(texts::add);
        if (!info.unexplained().isEmpty()) {
            texts.add(text("info.unexplained", info.unexplained()));
        }
        return texts.isEmpty() ? text("info.none") : texts.stream().collect(Collectors.joining(BETWEEN));
    }

    /** @return the cause and the status of an implausible value */
    String of(PlausibilityResult result) {
        return text("doubt." + result.cause().id(), label(result.register()), plain(result.value())) + BETWEEN
                + text("doubt." + result.status().id());
    }

    /** @return that there was no implausible value */
    String noImplausibleValue() {
        return text("doubt.none");
    }

    /**
     * A finding about a line, and its remedy.
     *
     * @param finding the finding
     * @param evidence the received bytes or a message; may be empty
     * @param portName the port of the line
     */
    public String of(Finding finding, String evidence, String portName) {
        StatusText text = StatusText.of(finding, evidence, portName);
        return text(text.key(), text.arguments().toArray());
    }

    /** @return the name of a register */
    String label(Register register) {
        return label(register.channel());
    }

    /** @return the label of a channel type */
    String label(String channelType) {
        return text(CHANNEL_TYPE + channelType + ".label");
    }

    /** @return the description of a channel type */
    String description(String channelType) {
        return text(CHANNEL_TYPE + channelType + ".description");
    }

    /** @return a register of a meter: its number, name and value */
    public String of(RegisterValue value, RegisterCatalogue catalogue) {
        String name = catalogue.find(value.id()).map(this::label).orElseGet(() -> text("value.unknown"));
        return value.id() + " " + name + ": " + valueText(value);
    }

    /** @return the label of a meter in the inbox */
    public String of(MeterProfile profile) {
        return text("discovery.label", profile.modelName().orElseGet(() -> text("discovery.meter")),
                Long.toString(profile.serialNumber()));
    }

    /** @return the description of a step of a diagnosis */
    public String of(LineDiagnosis.Step step) {
        return of("diagnosis." + step.kind().id(), step.settings());
    }

    /** @return the conclusion of a diagnosis: the settings with which the meter answered, or what is wrong */
    public String of(LineDiagnosis.Result conclusion) {
        LineSettings settings = conclusion.step().settings();
        return conclusion.worked().map(LineDiagnosis.Step::kind)
                .map(kind -> of(WORKED.getOrDefault(kind, "diagnosis.worked"), settings))
                .orElseGet(() -> text("diagnosis.failed",
                        of(conclusion.finding(), conclusion.evidence(), settings.portName())));
    }

    private String of(String key, LineSettings settings) {
        return text(key, Integer.toString(settings.baudRate()), settings.stopBits(), settings.portName(),
                settings.rts().name().toLowerCase(Locale.ROOT), settings.dtr().name().toLowerCase(Locale.ROOT));
    }

    /**
     * The result of a request for registers.
     *
     * @param request the request
     * @param result its result
     * @param portName the port of the line
     * @param catalogue the registers of the meter
     * @return a line for each register, or one for a failure
     */
    List<String> of(GetRegisters request, RequestResult result, String portName, RegisterCatalogue catalogue) {
        if (result instanceof RequestResult.Answered answered && answered.response()instanceof RegisterValues values) {
            return request.ids().stream().map(id -> values.find(id).map(value -> of(value, catalogue))
                    .orElseGet(() -> of(Finding.NO_SUCH_REGISTER, Integer.toString(id), portName))).toList();
        }
        return List.of(result instanceof RequestResult.Failed failed ? of(failed.finding(), failed.evidence(), portName)
                : text("console.not-online"));
    }

    private String valueText(RegisterValue value) {
        Content content = value.content();
        if (content instanceof Content.Decimal) {
            return plain(value);
        } else if (content instanceof Content.None) {
            return text("value.none");
        }
        return content.text().isEmpty() ? text("value.impossible", value.mantissa()) : content.text();
    }

    private static String plain(RegisterValue value) {
        return (value.number().toPlainString() + " "
                + value.unit().map(Unit::symbol).orElseGet(() -> "(unit " + value.unitCode() + ")")).strip();
    }

    /**
     * Any text of this binding in the user's language.
     *
     * @param key its key
     * @param arguments the arguments of the text
     */
    public String text(String key, Object... arguments) {
        Bundle bundle = FrameworkUtil.getBundle(Localizer.class);
        String text = translations.getText(bundle, key, key, locales.getLocale(), arguments);
        return text == null ? key : text;
    }
}
