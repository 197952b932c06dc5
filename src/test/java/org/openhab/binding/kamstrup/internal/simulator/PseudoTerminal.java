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
package org.openhab.binding.kamstrup.internal.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.eclipse.jdt.annotation.NonNullByDefault;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;

/**
 * A pseudo terminal: a serial library opens its path as a port, and whoever holds this is the other end.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class PseudoTerminal implements HostPort {

    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = Platform.isMac() ? 0x20000 : 0x100;
    private static final short POLLIN = 1;
    private static final short POLLOUT = 4;
    /** The codes of speeds in Linux; in other systems they are the speeds themselves. */
    private static final Map<Integer, Integer> SPEEDS = Map.of(7, 300, 9, 1200, 11, 2400, 12, 4800, 13, 9600);
    /** The speed of a terminal that no program has set. */
    private static final Set<Integer> UNSET = Set.of(15, 38400);
    private static final int POLL_MILLIS = 50;
    private static final int TERMIOS_BYTES = 256;

    /** What is needed of the C library. */
    public interface CLibrary extends Library {
        CLibrary C = Native.load("c", CLibrary.class);

        int posix_openpt(int flags) throws LastErrorException;

        int grantpt(int fd) throws LastErrorException;

        int unlockpt(int fd) throws LastErrorException;

        String ptsname(int fd);

        int open(String path, int flags) throws LastErrorException;

        int tcgetattr(int fd, Pointer termios) throws LastErrorException;

        void cfmakeraw(Pointer termios);

        int tcsetattr(int fd, int when, Pointer termios) throws LastErrorException;

        int cfgetospeed(Pointer termios);

        int poll(PollFd descriptors, int count, int millis) throws LastErrorException;

        int read(int fd, byte[] buffer, int count) throws LastErrorException;

        int write(int fd, byte[] buffer, int count) throws LastErrorException;

        int close(int fd) throws LastErrorException;
    }

    /** The argument of poll(2). */
    @Structure.FieldOrder({ "fd", "events", "revents" })
    public static class PollFd extends Structure {
        public int fd;
        public short events;
        public short revents;
    }

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final int master;
    /** Held open, so that the other end may come and go. */
    private final int slave;
    private final Path path;
    private final List<Path> links = new CopyOnWriteArrayList<>();
    private boolean closed;

    /** Makes a pseudo terminal. */
    public PseudoTerminal() throws IOException {
        try {
            master = CLibrary.C.posix_openpt(O_RDWR | O_NOCTTY);
            CLibrary.C.grantpt(master);
            CLibrary.C.unlockpt(master);
            path = Path.of(CLibrary.C.ptsname(master));
            slave = CLibrary.C.open(path.toString(), O_RDWR | O_NOCTTY);
            try (Memory termios = new Memory(TERMIOS_BYTES)) {
                CLibrary.C.tcgetattr(slave, termios);
                CLibrary.C.cfmakeraw(termios);
                CLibrary.C.tcsetattr(slave, 0, termios);
            }
        } catch (LastErrorException e) {
            throw new IOException("No pseudo terminal: " + e.getMessage(), e);
        }
    }

    /** The path that a serial library opens. */
    public Path path() {
        return path;
    }

    @Override
    public boolean hasBaudRate(int baudRate) {
        lock.readLock().lock();
        try (Memory termios = new Memory(TERMIOS_BYTES)) {
            if (closed) {
                return false;
            }
            CLibrary.C.tcgetattr(slave, termios);
            int speed = CLibrary.C.cfgetospeed(termios);
            return UNSET.contains(speed) || SPEEDS.getOrDefault(speed, speed) == baudRate;
        } catch (LastErrorException e) {
            return false;
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Makes a link to the path, as udev does for real ports; an older link is replaced. It goes when this is closed.
     *
     * @throws IOException there is something else than a link
     */
    public void linkFrom(Path link) throws IOException {
        if (Files.isSymbolicLink(link)) {
            Files.delete(link);
        }
        Files.createSymbolicLink(link, path);
        links.add(link);
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        lock.readLock().lock();
        try {
            return isReady(POLLIN, POLL_MILLIS) ? CLibrary.C.read(master, buffer, buffer.length) : 0;
        } catch (LastErrorException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Reads so many bytes, however long it takes. */
    public byte[] readNBytes(int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < count) {
            byte[] buffer = new byte[count - bytes.size()];
            bytes.write(buffer, 0, read(buffer));
        }
        return bytes.toByteArray();
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        lock.readLock().lock();
        try {
            for (byte byteValue : bytes) {
                // what a program leaves lying until there is no more room is lost, as at a real port
                if (isReady(POLLOUT, 0)) {
                    CLibrary.C.write(master, new byte[] { byteValue }, 1);
                }
            }
        } catch (LastErrorException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            lock.readLock().unlock();
        }
    }

    private boolean isReady(short event, int millis) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        PollFd descriptor = new PollFd();
        descriptor.fd = master;
        descriptor.events = event;
        return CLibrary.C.poll(descriptor, 1, millis) > 0;
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                links.forEach(this::removeLink);
                CLibrary.C.close(slave);
                CLibrary.C.close(master);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void removeLink(Path link) {
        try {
            if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(path)) {
                Files.delete(link);
            }
        } catch (IOException e) {
            // somebody else has removed it
        }
    }
}
