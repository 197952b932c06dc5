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

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.handler.Localizer;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.io.console.Console;
import org.openhab.core.io.console.extensions.AbstractConsoleCommandExtension;
import org.openhab.core.io.console.extensions.ConsoleCommandExtension;
import org.openhab.core.thing.ThingRegistry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What can be told to the binding in openHAB's console: <code>openhab:kamstrup</code> and one of its commands.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = ConsoleCommandExtension.class)
public class KamstrupConsoleCommands extends AbstractConsoleCommandExtension {

    private final Localizer texts;
    private final List<Command> commands;

    /**
     * Makes the commands.
     *
     * @param things has the heads and meters
     * @param translations has the texts of this bundle
     * @param locales knows the user's language
     */
    @Activate
    public KamstrupConsoleCommands(@Reference ThingRegistry things, @Reference TranslationProvider translations,
            @Reference LocaleProvider locales) {
        super(KamstrupBindingConstants.BINDING_ID, "Reads Kamstrup meters.");
        texts = new Localizer(translations, locales);
        KamstrupThings named = new KamstrupThings(things, texts);
        commands = List.of(new ListCommand(named, texts), new ReadCommand(named, texts), new ProbeCommand(named, texts),
                new DiscoverCommand(named, texts), new TraceCommand(named, texts), new DiagnoseCommand(named, texts),
                new AlignCommand(named, texts), new DecodeCommand());
    }

    @Override
    public List<String> getUsages() {
        return commands.stream().map(command -> buildCommandUsage((command.name() + " " + command.parameters()).strip(),
                texts.text("console.usage." + command.name()))).toList();
    }

    @Override
    public void execute(String[] words, Console console) {
        Optional<Command> command = Stream.of(words).findFirst()
                .flatMap(name -> commands.stream().filter(each -> each.name().equals(name)).findAny());
        List<String> parameters = Arrays.stream(words).skip(1).toList();
        if (command.isEmpty() || !command.get().run(parameters, console::println)) {
            printUsage(console);
        }
    }
}
