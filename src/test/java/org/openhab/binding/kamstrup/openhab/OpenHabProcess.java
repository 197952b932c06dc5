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
package org.openhab.binding.kamstrup.openhab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A look inside openHAB's process from outside.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class OpenHabProcess {

    private static final Duration DUMP_DEADLINE = Duration.ofSeconds(20);

    /** The line of a thread of Java's in a dump; those of the virtual machine have no number. */
    private static final Pattern THREAD = Pattern.compile("(?m)^\"(.*)\" #\\d+ ");

    /** What a dump has after the last thread. */
    private static final String END_OF_THREADS = "JNI global ref";

    private final ProcessHandle process;
    private final Path output;

    OpenHabProcess(ProcessHandle process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Its process id.
     */
    public long pid() {
        return process.pid();
    }

    /**
     * The names of its live threads. They come from the thread dump that Java writes to its output on a signal, because
     * attaching to it would leave files outside its home.
     *
     * @throws TimeoutException when it writes none
     */
    public List<String> threadNames() throws IOException, InterruptedException, TimeoutException {
        int before = Files.readString(output).length();
        new ProcessBuilder("sh", "-c", "kill -QUIT \"$0\"", Long.toString(pid())).start().waitFor();
        String dump = Await.until("a thread dump", DUMP_DEADLINE, () -> Files.readString(output).substring(before),
                text -> text.contains(END_OF_THREADS));
        return THREAD.matcher(dump).results().map((MatchResult thread) -> thread.group(1)).toList();
    }

    /**
     * The file descriptors that it has open on a device or file, by their numbers. Linux only.
     *
     * @param device may be a symbolic link
     */
    public List<Integer> descriptors(Path device) throws IOException {
        String wanted = device.toRealPath().toString();
        return descriptors().entrySet().stream().filter(descriptor -> descriptor.getValue().equals(wanted))
                .map(Map.Entry::getKey).toList();
    }

    /**
     * All file descriptors that it has open, by their numbers: the path of the file or what else it is; that of a
     * deleted file ends in {@code (deleted)}. Linux only.
     */
    public Map<Integer, String> descriptors() throws IOException {
        Map<Integer, String> found = new TreeMap<>();
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid()), "fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    found.put(Integer.valueOf(descriptor.getFileName().toString()),
                            Files.readSymbolicLink(descriptor).toString());
                } catch (NoSuchFileException e) {
                    // closed meanwhile: not open
                }
            }
        }
        return found;
    }

    /**
     * Whether a native library is loaded. Linux only.
     *
     * @param name a part of its file's name
     */
    public boolean hasLoaded(String name) throws IOException {
        try (Stream<String> maps = Files.lines(Path.of("/proc", Long.toString(pid()), "maps"))) {
            return maps.anyMatch(line -> line.contains(name));
        }
    }
}
