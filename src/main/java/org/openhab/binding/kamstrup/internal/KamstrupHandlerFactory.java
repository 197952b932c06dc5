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
package org.openhab.binding.kamstrup.internal;

import static org.openhab.binding.kamstrup.internal.KamstrupBindingConstants.THING_TYPE_METER;
import static org.openhab.binding.kamstrup.internal.KamstrupBindingConstants.THING_TYPE_OPTICAL_HEAD;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.action.MeterActions;
import org.openhab.binding.kamstrup.internal.action.OpticalHeadActions;
import org.openhab.binding.kamstrup.internal.discovery.MeterDiscovery;
import org.openhab.binding.kamstrup.internal.handler.Localizer;
import org.openhab.binding.kamstrup.internal.handler.MeterHandler;
import org.openhab.binding.kamstrup.internal.handler.MeterLoggersStore;
import org.openhab.binding.kamstrup.internal.handler.MeterStateStore;
import org.openhab.binding.kamstrup.internal.handler.OpticalHeadHandler;
import org.openhab.binding.kamstrup.internal.serial.JSerialComm;
import org.openhab.binding.kamstrup.internal.serial.OpenHabPortOpener;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TimeZoneProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.io.transport.serial.SerialPortManager;
import org.openhab.core.storage.Storage;
import org.openhab.core.storage.StorageService;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingRegistry;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.binding.BaseThingHandlerFactory;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.thing.binding.ThingHandlerFactory;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Makes the handlers of the binding's things.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(configurationPid = "binding.kamstrup", service = ThingHandlerFactory.class)
public class KamstrupHandlerFactory extends BaseThingHandlerFactory {

    private static final Set<ThingTypeUID> SUPPORTED = Set.of(THING_TYPE_OPTICAL_HEAD, THING_TYPE_METER);

    /** The header of the bundle's manifest with the time of the build. */
    static final String BUILT = "Kamstrup-Built";

    /** The names of the files in openHAB's storage. */
    private static final String STORAGE = "org.openhab.binding.kamstrup.meters";
    private static final String CURVES = "org.openhab.binding.kamstrup.curves";
    private static final String LOGGERS = "org.openhab.binding.kamstrup.loggers";

    private final SerialPortManager serialPortManager;
    private final TimeZoneProvider timeZoneProvider;
    private final Localizer texts;
    private final Storage<Map<String, String>> storage;
    private final Storage<Map<String, String>> curves;
    private final Storage<Map<String, String>> loggers;
    private final Instant built;
    private final ThingRegistry things;

    /**
     * @param context of the bundle
     * @param jSerialComm adds its ports before the first head is made
     */
    @Activate
    public KamstrupHandlerFactory(BundleContext context, @Reference SerialPortManager serialPortManager,
            @Reference JSerialComm jSerialComm, @Reference TimeZoneProvider timeZoneProvider,
            @Reference TranslationProvider translationProvider, @Reference LocaleProvider localeProvider,
            @Reference StorageService storageService, @Reference ThingRegistry things) {
        built = Instant.parse(context.getBundle().getHeaders().get(BUILT));
        this.serialPortManager = serialPortManager;
        this.timeZoneProvider = timeZoneProvider;
        this.things = things;
        texts = new Localizer(translationProvider, localeProvider);
        storage = storageService.getStorage(STORAGE);
        curves = storageService.getStorage(CURVES);
        loggers = storageService.getStorage(LOGGERS);
    }

    @Override
    public boolean supportsThingType(ThingTypeUID thingTypeUID) {
        return SUPPORTED.contains(thingTypeUID);
    }

    @Override
    protected @Nullable ThingHandler createHandler(Thing thing) {
        if (thing instanceof Bridge bridge && THING_TYPE_OPTICAL_HEAD.equals(thing.getThingTypeUID())) {
            return new OpticalHeadHandler(bridge,
                    new OpenHabPortOpener(serialPortManager, thing.getUID().getAsString()), texts, things,
                    timeZoneProvider, List.of(OpticalHeadActions.class, MeterDiscovery.class),
                    OpticalHeadHandler.UPDATE_INTERVAL);
        }
        if (THING_TYPE_METER.equals(thing.getThingTypeUID())) {
            return new MeterHandler(thing, timeZoneProvider, texts,
                    new MeterStateStore(storage, curves, thing.getUID(), InstantSource.system()),
                    new MeterLoggersStore(loggers, thing.getUID()), built, System::nanoTime,
                    List.of(MeterActions.class));
        }
        return null;
    }
}
