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

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line to one or more meters: a port that is opened, held open and opened again, and the one thread on which
 * everything happens that has to do with it. That thread is never interrupted: a serial library that is interrupted
 * does not close its port.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Line {

    private static final Backoff REOPENING = Backoff.of(Duration.ofSeconds(5), Duration.ofMinutes(1));
    private static final Set<Finding> SILENCE = EnumSet.of(Finding.SILENT, Finding.PORT_NOT_NEGOTIATED);
    /** A network port without a byte for so many questions is opened anew: a dead peer does not tell otherwise. */
    private static final int SILENT_QUESTIONS = 3;
    /**
     * How often an open port is looked at though nothing is asked. A plug that is pulled and put back gets another port
     * name from the operating system as long as the port that is gone is held open.
     */
    private static final Duration LOOKING = Duration.ofSeconds(2);
    private static final int LOOK_BYTES = 64;

    private static final Appointment NONE = () -> {
        // there is nothing to take back
    };

    private final Logger logger = LoggerFactory.getLogger(Line.class);

    private final LineSettings settings;
    private final LineClock clock;
    private final LineListener listener;
    private final Backoff firstReopening;
    private final ScheduledExecutorService executor;
    private final Trace trace = new Trace();
    private final PortWatchdog watchdog;

    // of the line's thread, or of another one while that hangs in the port
    private final LineStatistics statistics;
    private @Nullable LinePort port;
    private @Nullable RequestExecutor requestExecutor;
    private Backoff reopening;
    private Appointment nextOpening = NONE;
    private Appointment nextLook = NONE;
    private Finding finding = Finding.NOTHING_ASKED;
    private String evidence = "";
    private boolean used;
    private int silentQuestions;
    /** A port that is opened anew because of silence was never away for the listener. */
    private boolean announcedOpen;

    /**
     * Makes a line that does nothing yet.
     *
     * @param threadName the name of its thread
     * @param settings which port, and how
     * @param opener opens it
     * @param clock waits on it
     * @param listener hears when it opens and closes
     */
    public Line(String threadName, LineSettings settings, PortOpener opener, LineClock clock, LineListener listener) {
        this(executor(threadName), settings, opener, clock, listener, REOPENING);
    }

    /**
     * Makes a line on a thread that somebody else provides.
     *
     * @param executor of one thread
     * @param settings which port, and how
     * @param opener opens it
     * @param clock waits on it
     * @param listener hears when it opens and closes
     * @param firstReopening the pauses between attempts to open the port
     */
    public Line(ScheduledExecutorService executor, LineSettings settings, PortOpener opener, LineClock clock,
            LineListener listener, Backoff firstReopening) {
        this.executor = executor;
        this.firstReopening = firstReopening;
        reopening = firstReopening;
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        watchdog = new PortWatchdog(opener, clock);
        statistics = new LineStatistics(clock.nanos());
    }

    static ScheduledExecutorService executor(String threadName) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, threadName);
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /** Begins to open the port. Returns at once. */
    public void start() {
        schedule(this::open, Duration.ZERO);
    }

    /**
     * Ends everything: what waits returns, what is scheduled is dropped, the port is closed by the line's own thread.
     *
     * @param patience how long to wait for that
     * @return whether the port is closed and the thread gone
     */
    public boolean stop(Duration patience) {
        clock.stop();
        watchdog.stop();
        try {
            executor.execute(this::closePort);
        } catch (RejectedExecutionException e) {
            logger.debug("Line {} is already stopped", settings.portName());
        }
        executor.shutdown();
        try {
            return executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Looks whether the serial library hangs, and tells of it; to be called every now and then, on any thread. */
    public void watch() {
        watchdog.check(() -> tellClosed(Finding.PORT_STUCK, ""));
    }

    /**
     * Does work on the line's thread.
     *
     * @param work what to do; it may ask the meters
     * @param delay how long from now; at once if it is negative
     * @return takes the work back if it has not begun
     */
    public Appointment schedule(Runnable work, Duration delay) {
        if (!executor.isShutdown()) {
            try {
                ScheduledFuture<?> future = executor.schedule(() -> run(work), delay.toNanos(), TimeUnit.NANOSECONDS);
                // never an interrupt: work that has begun goes on
                return () -> future.cancel(false);
            } catch (RejectedExecutionException e) {
                logger.debug("Line {} is stopped", settings.portName());
            }
        }
        return NONE;
    }

    /** Work that is to be done. */
    public interface Appointment {
        /** Takes it back, unless it has begun. */
        void cancel();
    }

    /** @return nanoseconds since some moment, never going back */
    public long nanos() {
        return clock.nanos();
    }

    /** @return the time of day */
    public Instant instant() {
        return clock.instant();
    }

    /** @return the name of the port */
    public String portName() {
        return settings.portName();
    }

    /** @return the last exchanges */
    public Trace trace() {
        return trace;
    }

    /** A mistake in the work is told, because the executor would keep it to itself. */
    private void run(Runnable work) {
        try {
            work.run();
            if (used && !isStopped()) {
                used = false;
                listener.used(state());
            }
        } catch (RuntimeException e) {
            logger.warn("Work on the line {} failed", settings.portName(), e);
        }
    }

    /** @return how the line is; to be called in work of {@link #schedule} only */
    public LineStatistics.Snapshot state() {
        return statistics.snapshot(finding, evidence, clock.nanos());
    }

    /** A question to a meter. */
    private interface Question {
        RequestResult ask(RequestExecutor requestExecutor) throws IOException;
    }

    /**
     * Asks a meter, and asks again if it does not answer. To be called in work of {@link #schedule} only.
     *
     * @param request the question
     * @return what came of it
     */
    public RequestResult ask(Request request) {
        return ask(requestExecutor -> requestExecutor.ask(request));
    }

    /**
     * Asks a meter, and does not ask again. To be called in work of {@link #schedule} only.
     *
     * @param request the question
     * @return what came of it
     */
    public RequestResult askOnce(Request request) {
        return ask(requestExecutor -> requestExecutor.askOnce(request));
    }

    private RequestResult ask(Question question) {
        RequestExecutor current = requestExecutor;
        if (current == null) {
            return new RequestResult.NoPort(evidence);
        }
        try {
            RequestResult outcome = question.ask(current);
            // the library hung for so long that the port was given up
            tellOpen();
            openAnewIfSilent(outcome);
            return outcome;
        } catch (IOException e) {
            lost(e);
            return new RequestResult.NoPort(evidence);
        }
    }

    private void lost(IOException why) {
        closePort();
        OpenResult.NotOpened reason = PortRefusedException.reason(why);
        closed(reason.finding(), reason.evidence());
    }

    private void lookLater(LinePort open) {
        if (open.tellsWhenLost()) {
            nextLook = schedule(() -> look(open), LOOKING);
        }
    }

    /** What arrives though nothing was asked is dropped, as it would be before the next question. */
    private void look(LinePort open) {
        try {
            open.read(new byte[LOOK_BYTES]);
            if (!announcedOpen) {
                // the library hung for so long that the port was given up
                found(Finding.NOTHING_ASKED, "");
                tellOpen();
            }
            lookLater(open);
        } catch (IOException e) {
            lost(e);
        }
    }

    private void openAnewIfSilent(RequestResult outcome) {
        if (outcome instanceof RequestResult.Failed failed && SILENCE.contains(failed.finding())) {
            silentQuestions++;
        } else {
            silentQuestions = 0;
            // only a port at which something is heard is a good one: others may open and fail for ever
            reopening = firstReopening;
        }
        LinePort open = port;
        if (silentQuestions >= SILENT_QUESTIONS && open != null && !open.tellsWhenLost()) {
            silentQuestions = 0;
            logger.debug("Opening {} anew: it has been silent for {} questions", settings.portName(), SILENT_QUESTIONS);
            closePort();
            open();
        }
    }

    private void exchanged(Exchange exchange) {
        traced(exchange);
        statistics.add(exchange, clock.nanos());
        if (exchange.outcome()instanceof RequestResult.Failed failed) {
            found(failed.finding(), failed.evidence());
        } else {
            found(Finding.GOOD, "");
        }
    }

    private void traced(Exchange exchange) {
        logger.trace("Through {}: {}", settings.portName(), exchange);
        trace.add(exchange);
    }

    private void found(Finding what, String whatWasHeard) {
        used = true;
        finding = what;
        evidence = whatWasHeard;
    }

    /**
     * Diagnoses the line: tries other settings, wakes the meter, looks for meters of other protocols. The port is
     * closed
     * for it and opened again afterwards. Only the steps with the configured settings change the state of the line;
     * none
     * counts in the statistics. To be called in work of {@link #schedule} only; takes some minutes.
     *
     * @param address the meter's
     * @param onStep receives each step at its begin; returns whether to go on
     * @param onResult receives the result of each step
     */
    public LineDiagnosis.Result diagnose(int address, Predicate<LineDiagnosis.Step> onStep,
            Consumer<LineDiagnosis.Result> onResult) {
        closePort();
        try {
            return new LineDiagnosis(watchdog, settings, clock, address, this::traced).run(onStep, result -> {
                // why the port does not open is reported when it is opened again
                if (result.step().settings().equals(settings) && !result.finding().isOfPort()) {
                    found(result.finding(), result.evidence());
                }
                onResult.accept(result);
            });
        } finally {
            open();
        }
    }

    private void open() {
        nextOpening.cancel();
        if (isStopped() || port != null) {
            return;
        }
        OpenResult opening = watchdog.open(settings);
        if (opening instanceof OpenResult.Opened opened) {
            port = opened.port();
            requestExecutor = new RequestExecutor(opened.port(), settings, clock, this::exchanged);
            lookLater(opened.port());
            if (!announcedOpen) {
                found(Finding.NOTHING_ASKED, "");
                tellOpen();
            }
        } else if (opening instanceof OpenResult.NotOpened notOpened) {
            closed(notOpened.finding(), notOpened.evidence());
        }
    }

    private void tellOpen() {
        if (!announcedOpen && !isStopped()) {
            announcedOpen = true;
            listener.portOpened();
        }
    }

    private void closed(Finding why, String whatWasSaid) {
        if (isStopped()) {
            return;
        }
        nextOpening = schedule(this::open, reopening.spread(ThreadLocalRandom.current().nextDouble()));
        reopening = reopening.grown();
        tellClosed(why, whatWasSaid);
    }

    private void tellClosed(Finding why, String whatWasSaid) {
        finding = why;
        evidence = whatWasSaid;
        announcedOpen = false;
        logger.debug("{} is not open: {} {}", settings.portName(), why, whatWasSaid);
        listener.portClosed(why, whatWasSaid);
        listener.used(state());
    }

    /** @return whether the line was stopped: what has not begun on it never will */
    boolean isStopped() {
        return !clock.pause(Duration.ZERO);
    }

    private void closePort() {
        nextLook.cancel();
        requestExecutor = null;
        LinePort open = port;
        port = null;
        if (open != null) {
            open.close();
        }
    }
}
