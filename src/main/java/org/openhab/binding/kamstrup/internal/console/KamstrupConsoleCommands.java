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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.handler.HistoryRead;
import org.openhab.binding.kamstrup.internal.handler.Localizer;
import org.openhab.binding.kamstrup.internal.handler.MeterHandler;
import org.openhab.binding.kamstrup.internal.handler.OnDemandRead;
import org.openhab.binding.kamstrup.internal.handler.OpticalHeadHandler;
import org.openhab.binding.kamstrup.internal.handler.RegisterNames;
import org.openhab.binding.kamstrup.internal.kmp.Decode;
import org.openhab.binding.kamstrup.internal.line.Alignment;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.LineStatistics;
import org.openhab.binding.kamstrup.internal.line.Trace;
import org.openhab.binding.kamstrup.internal.polling.MeterIdentification;
import org.openhab.core.OpenHAB;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.io.console.Console;
import org.openhab.core.io.console.extensions.AbstractConsoleCommandExtension;
import org.openhab.core.io.console.extensions.ConsoleCommandExtension;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingRegistry;
import org.openhab.core.thing.binding.ThingHandler;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The commands of the binding in openHAB's console: <code>openhab:kamstrup</code> and a command. There is no completion
 * with the tab key: openHAB 3.0 has no interface for it.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = ConsoleCommandExtension.class)
public class KamstrupConsoleCommands extends AbstractConsoleCommandExtension {

    private static final int ALIGN_SECONDS = 60;
    private static final int MAX_ALIGN_SECONDS = 600;
    private static final String CSV = "--csv";
    private static final String CSV_FILE = ".csv";
    private static final int MOST_WORDS = 6;
    private static final Map<String, Boolean> TRACE_SWITCH = Map.of("on", true, "off", false);

    /**
     * A command.
     *
     * @param name the first word
     * @param parameters the words that follow, for the usage text
     * @param minWords the least number of those words
     * @param maxWords the largest number of them
     * @param handler gets the words and the output; returns false if the words are not valid
     */
    private record Command(String name, String parameters, int minWords, int maxWords,
            BiPredicate<List<String>, Consumer<String>> handler) {

        boolean run(List<String> words, Consumer<String> output) {
            return words.size() >= minWords && words.size() <= maxWords && handler.test(words, output);
        }
    }

    private final List<Command> commands = List.of(new Command("list", "", 0, 0, this::list),
            new Command("read", "<meter> <register…>", 2, Integer.MAX_VALUE, this::read),
            new Command("history", "<meter> [year|month|day|hour [<from> [<to>]] [--csv <file>]]", 1, MOST_WORDS,
                    this::history),
            new Command("probe", "<meter>", 1, 1, this::probe), new Command("discover", "<head>", 1, 1, this::discover),
            new Command("trace", "<head> on|off|dump", 2, 2, this::trace),
            new Command("diagnose", "<head>", 1, 1, this::diagnose),
            new Command("align", "<head> [<seconds>]", 1, 2, this::align),
            new Command("decode", "<hex…>", 1, Integer.MAX_VALUE, this::decode));
    private final ThingRegistry things;
    private final Localizer texts;

    /**
     * Creates the commands.
     *
     * @param things the heads and meters
     * @param translations the texts of this bundle
     * @param locales the user's language
     */
    @Activate
    public KamstrupConsoleCommands(@Reference ThingRegistry things, @Reference TranslationProvider translations,
            @Reference LocaleProvider locales) {
        super(KamstrupBindingConstants.BINDING_ID, "Reads Kamstrup meters.");
        this.things = things;
        texts = new Localizer(translations, locales);
    }

    @Override
    public List<String> getUsages() {
        return commands.stream().map(command -> buildCommandUsage((command.name() + " " + command.parameters()).strip(),
                texts.text("console.usage." + command.name()))).toList();
    }

    @Override
    public void execute(String[] words, Console console) {
        List<String> parameters = Arrays.stream(words).skip(1).toList();
        boolean valid = words.length > 0 && commands.stream().filter(command -> command.name().equals(words[0]))
                .anyMatch(command -> command.run(parameters, console::println));
        if (!valid) {
            printUsage(console);
        }
    }

    private boolean list(List<String> words, Consumer<String> output) {
        List<OpticalHeadHandler> heads = handlers(OpticalHeadHandler.class).toList();
        if (heads.isEmpty()) {
            output.accept(texts.text("console.list.empty"));
        }
        for (OpticalHeadHandler head : heads) {
            output.accept(head.getThing().getUID() + " " + head.getThing().getStatus() + " " + head.linkText());
            for (Thing meter : head.getThing().getThings()) {
                Map<String, String> properties = meter.getProperties();
                output.accept("  " + meter.getUID() + " " + meter.getStatus() + " "
                        + properties.getOrDefault(Thing.PROPERTY_MODEL_ID, "") + " "
                        + properties.getOrDefault(Thing.PROPERTY_SERIAL_NUMBER, ""));
            }
        }
        return true;
    }

    private boolean read(List<String> words, Consumer<String> output) {
        List<Integer> ids = new ArrayList<>();
        for (String word : words.subList(1, words.size())) {
            Optional<Integer> id = RegisterNames.id(word);
            if (id.isEmpty()) {
                output.accept(texts.text("console.read.no-register", word));
                return true;
            }
            ids.add(id.get());
        }
        meter(words.get(0), output).ifPresent(meter -> OnDemandRead.print(meter.onDemandRead(), ids, texts, output));
        return true;
    }

    private boolean history(List<String> words, Consumer<String> output) {
        if (words.size() == 1) {
            meter(words.get(0), output).ifPresent(meter -> HistoryRead.report(meter.historyRead(), texts, output));
            return true;
        }
        int csv = words.indexOf(CSV);
        Optional<String> file = Optional.of(csv).filter(at -> at == words.size() - 2).map(at -> words.get(at + 1));
        List<String> rows = words.subList(1, file.isPresent() ? csv : words.size());
        HistoryRead.Query.of(rows).ifPresentOrElse(query -> meter(words.get(0), output).ifPresent(meter -> {
            List<String> table = HistoryRead.table(meter.historyRead(), query, texts, output, output);
            file.filter(name -> !table.isEmpty()).ifPresentOrElse(name -> write(table, name, output),
                    () -> table.forEach(output));
        }), () -> output.accept(texts.text("console.history.invalid", String.join(" ", rows))));
        return true;
    }

    /** Writes a table below openHAB's folder for its data, and nowhere else, as a CSV file, and as nothing else. */
    void write(List<String> table, String name, Consumer<String> output) {
        Path folder = Path.of(OpenHAB.getUserDataFolder()).toAbsolutePath().normalize();
        try {
            Path file = folder.resolve(name).normalize();
            if (!file.startsWith(folder) || !name.endsWith(CSV_FILE)) {
                throw new InvalidPathException(name, "no *" + CSV_FILE + " below " + folder);
            }
            Files.write(file, table);
            output.accept(texts.text("console.history.written", Integer.toString(table.size() - 1), file));
        } catch (IOException | InvalidPathException e) {
            output.accept(texts.text("console.history.not-written", name, e.getMessage()));
        }
    }

    private boolean probe(List<String> words, Consumer<String> output) {
        meter(words.get(0), output).ifPresent(
                meter -> output.accept(texts.text(meter.probe() ? "console.probe.begun" : "console.not-online")));
        return true;
    }

    private boolean discover(List<String> words, Consumer<String> output) {
        head(words.get(0), output).ifPresent(head -> head.runJob((line, progress) -> {
            Optional<String> found = MeterIdentification.of(line, head.meterAddress()).map(texts::of);
            LineStatistics.Snapshot state = line.state();
            progress.test(found.map(meter -> texts.text("console.discover.one", meter)).orElseGet(() -> texts
                    .text("console.discover.none", texts.of(state.finding(), state.evidence(), line.portName()))));
        }, output));
        return true;
    }

    private boolean trace(List<String> words, Consumer<String> output) {
        String action = words.get(1);
        Boolean on = TRACE_SWITCH.get(action);
        if (on == null && !"dump".equals(action)) {
            return false;
        }
        head(words.get(0), output).ifPresent(head -> {
            Optional<Trace> trace = head.line().map(Line::trace);
            if (trace.isEmpty()) {
                output.accept(texts.text("console.not-online"));
            } else if (on != null) {
                trace.get().set(on);
                output.accept(texts.text("console.trace." + action));
            } else {
                List<String> lines = trace.get().lines(head.zone());
                (lines.isEmpty() ? List.of(texts.text("console.trace.empty")) : lines).forEach(output);
            }
        });
        return true;
    }

    private boolean diagnose(List<String> words, Consumer<String> output) {
        head(words.get(0), output).ifPresent(head -> head.diagnose(output));
        return true;
    }

    private boolean align(List<String> words, Consumer<String> output) {
        Optional<Duration> duration = words.size() == 1 ? Optional.of(Duration.ofSeconds(ALIGN_SECONDS))
                : duration(words.get(1));
        duration.flatMap(time -> head(words.get(0), output)).ifPresent(head -> {
            output.accept(texts.text("console.align.begun", duration.get().toSeconds()));
            head.runJob((line, progress) -> {
                Alignment.Progress end = new Alignment(line, head.meterAddress(), duration.get(),
                        now -> progress.test(alignmentText(now))).run();
                progress.test(texts.of(end.finding(), "", line.portName()));
            }, output);
        });
        return duration.isPresent();
    }

    private static Optional<Duration> duration(String seconds) {
        try {
            return Optional.of(Integer.valueOf(seconds)).filter(number -> number > 0 && number <= MAX_ALIGN_SECONDS)
                    .map(Duration::ofSeconds);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private String alignmentText(Alignment.Progress now) {
        return texts.text("console.align.now", orDash(now.lately().percent()), orDash(now.all().percent()),
                orDash(now.responseTime().map(Duration::toMillis)), now.finding().id());
    }

    private static String orDash(Optional<?> value) {
        return value.map(Object::toString).orElseGet(() -> "-");
    }

    private boolean decode(List<String> words, Consumer<String> output) {
        output.accept(Decode.json(String.join(" ", words)));
        return true;
    }

    private Optional<OpticalHeadHandler> head(String uid, Consumer<String> output) {
        return find(OpticalHeadHandler.class, uid, "console.no-head", output);
    }

    private Optional<MeterHandler> meter(String uid, Consumer<String> output) {
        return find(MeterHandler.class, uid, "console.no-meter", output);
    }

    /** @return the handler of a thing; prints which things there are if there is none with that UID */
    private <T extends ThingHandler> Optional<T> find(Class<T> type, String uid, String missing,
            Consumer<String> output) {
        Optional<T> found = handlers(type).filter(handler -> handler.getThing().getUID().getAsString().equals(uid))
                .findAny();
        if (found.isEmpty()) {
            String uids = handlers(type).map(handler -> handler.getThing().getUID().getAsString()).sorted()
                    .collect(Collectors.joining(" "));
            output.accept(texts.text(missing, uid, uids.isEmpty() ? texts.text("console.none") : uids));
        }
        return found;
    }

    private <T extends ThingHandler> Stream<T> handlers(Class<T> type) {
        return things.getAll().stream().map(Thing::getHandler).filter(type::isInstance).map(type::cast);
    }
}
