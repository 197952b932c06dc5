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
import org.openhab.binding.kamstrup.internal.text.TextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line to one or more meters: a port that is opened, kept open and opened again, and the one thread that uses it.
 * This thread is never interrupted: an interrupted serial library does not close its port.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Line {

    private static final Backoff REOPENING = Backoff.of(Duration.ofSeconds(5), Duration.ofMinutes(1));
    private static final Set<Finding> SILENCE = EnumSet.of(Finding.SILENT, Finding.PORT_NOT_NEGOTIATED,
            Finding.PORT_OTHER_SERVER);
    /** A network port is opened anew after so many requests without a byte: a dead peer is not reported otherwise. */
    private static final int MAX_SILENT_REQUESTS = 3;
    /**
     * The interval at which an idle port is read. The operating system gives an adapter that is plugged in again
     * another name as long as its lost port is still open.
     */
    private static final Duration PORT_CHECK_INTERVAL = Duration.ofSeconds(2);
    private static final int PORT_CHECK_BYTES = 64;

    /** A meter of another speed looks like this. */
    private static final Set<Finding> OF_OTHER_SPEED = EnumSet.of(Finding.SILENT, Finding.ECHO_ONLY, Finding.NOISE);

    private static final Appointment NONE = () -> {
        // nothing is scheduled
    };

    private final Logger logger = LoggerFactory.getLogger(Line.class);

    /** Changes on the line's thread only. */
    private volatile LineSettings settings;
    private final LineClock clock;
    private final LineListener listener;
    private final Backoff firstReopening;
    private final ScheduledExecutorService executor;
    private final Trace trace = new Trace();
    private final PortWatchdog watchdog;

    // used by the line's thread, or by the watchdog's while that hangs in the port
    private final LineStatistics statistics;
    private @Nullable LinePort port;
    private @Nullable RequestExecutor requestExecutor;
    private @Nullable TextRequestExecutor textRequestExecutor;
    private Backoff reopening;
    private Appointment nextOpening = NONE;
    private Appointment nextPortCheck = NONE;
    private Finding finding = Finding.NOTHING_ASKED;
    private String evidence = "";
    private boolean stateChanged;
    private int silentRequests;
    /** Whether a meter has answered in KMP. */
    private boolean isSpeedKnown;
    /** Whether the listener has the port for open; it stays so while a silent port is opened anew. */
    private boolean reportedOpen;

    /**
     * Creates a line that does nothing yet.
     *
     * @param threadName the name of its thread
     * @param settings the settings of the port
     * @param opener opens the port
     * @param clock the clock of all waits
     * @param listener receives the state of the line
     */
    public Line(String threadName, LineSettings settings, PortOpener opener, LineClock clock, LineListener listener) {
        this(executor(threadName), settings, opener, clock, listener, REOPENING);
    }

    /**
     * Creates a line on the thread of an executor.
     *
     * @param executor of one thread
     * @param settings the settings of the port
     * @param opener opens the port
     * @param clock the clock of all waits
     * @param listener receives the state of the line
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

    /** Schedules the opening of the port. */
    public void start() {
        schedule(this::open, Duration.ZERO);
    }

    /**
     * Stops the line: waits end, scheduled work is dropped, the line's own thread closes the port.
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

    /** Reports a serial library that hangs; to be called regularly, on any thread. */
    public void checkWatchdog() {
        watchdog.check(() -> reportClosed(Finding.PORT_STUCK, ""));
    }

    /**
     * Schedules work on the line's thread.
     *
     * @param work may ask the meters
     * @param delay from now; at once if it is negative
     * @return cancels the work if it has not begun
     */
    public Appointment schedule(Runnable work, Duration delay) {
        if (!executor.isShutdown()) {
            try {
                ScheduledFuture<?> future = executor.schedule(() -> run(work), delay.toNanos(), TimeUnit.NANOSECONDS);
                // without an interrupt: work that has begun goes on
                return () -> future.cancel(false);
            } catch (RejectedExecutionException e) {
                logger.debug("Line {} is stopped", settings.portName());
            }
        }
        return NONE;
    }

    /** Scheduled work. */
    public interface Appointment {
        /** Cancels the work, unless it has begun. */
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

    /** The executor would drop an exception of the work, so it is logged here. */
    private void run(Runnable work) {
        try {
            work.run();
            if (stateChanged && !isStopped()) {
                stateChanged = false;
                listener.stateChanged(state());
            }
        } catch (RuntimeException e) {
            logger.warn("Work on the line {} failed", settings.portName(), e);
        }
    }

    /** @return the state of the line; to be called in work of {@link #schedule} only */
    public LineStatistics.Snapshot state() {
        return statistics.snapshot(finding, evidence, clock.nanos());
    }

    /** A request through the open port. */
    private interface Call<E> {
        RequestResult on(E executorOfPort) throws IOException;
    }

    /**
     * Sends a request to a meter, and repeats it without an answer. As long as no meter has answered, the other speed
     * of the settings is tried, too. To be called in work of {@link #schedule} only.
     */
    public RequestResult ask(Request request) {
        RequestResult result = ask(requestExecutor, current -> current.ask(request), false);
        return result instanceof RequestResult.Failed failed && OF_OTHER_SPEED.contains(failed.finding())
                && answersAtOtherSpeed(request) ? ask(requestExecutor, current -> current.ask(request), false) : result;
    }

    /** @return whether a meter has answered at the other speed, which the line has from then on */
    private boolean answersAtOtherSpeed(Request request) {
        LinePort open = port;
        LineSettings other = settings.otherSpeed();
        if (isSpeedKnown || !settings.triesOtherSpeed() || open == null) {
            return false;
        }
        try {
            if (open.setSpeed(other.baudRate(), other.stopBits())) {
                isSpeedKnown = new RequestExecutor(open, other, clock, this::trace)
                        .askOnce(request) instanceof RequestResult.Answered;
                if (isSpeedKnown) {
                    settings = other;
                    use(open);
                } else {
                    open.setSpeed(settings.baudRate(), settings.stopBits());
                }
            }
        } catch (IOException e) {
            portLost(e);
        }
        return isSpeedKnown;
    }

    /**
     * Sends a request to a meter once. To be called in work of {@link #schedule} only.
     */
    public RequestResult askOnce(Request request) {
        return ask(requestExecutor, current -> current.askOnce(request), false);
    }

    /**
     * Sends a request to a meter once; the caller repeats it without an answer. On a line that damages bytes a response
     * counts only when a second one has confirmed it. To be called in work of {@link #schedule} only.
     */
    public RequestResult attempt(Request request) {
        return ask(requestExecutor, current -> current.attempt(request), false);
    }

    /**
     * Sends a request to a meter from before KMP, and repeats it without an answer. Requests are at least
     * {@value TextRequest#MIN_SECONDS_BETWEEN} seconds apart. To be called in work of {@link #schedule} only.
     *
     * @return {@link RequestResult.TextAnswered}, or why there is no answer
     */
    public RequestResult askText(TextRequest request) {
        return ask(textRequestExecutor, current -> current.ask(request), false);
    }

    /**
     * Sends a request to a meter from before KMP once, to find out whether there is one. If there is none, the finding
     * about the request before is kept, unless the new one says more. To be called in work of {@link #schedule} only.
     *
     * @return {@link RequestResult.TextAnswered}, or why there is no answer
     */
    public RequestResult askTextOnce(TextRequest request) {
        Finding findingBefore = finding;
        String evidenceBefore = evidence;
        RequestResult result = ask(textRequestExecutor, current -> current.askOnce(request), true);
        if (result instanceof RequestResult.Failed failed && findingBefore.isOfMeter()
                && findingBefore.rank() < failed.finding().rank()) {
            setFinding(findingBefore, evidenceBefore);
        }
        return result;
    }

    /** @param isTrial whether the failure of the request is no sign of a dead port */
    private <E> RequestResult ask(@Nullable E current, Call<E> call, boolean isTrial) {
        if (current == null) {
            return new RequestResult.NoPort(evidence);
        }
        try {
            RequestResult result = call.on(current);
            // after the watchdog had reported the port as closed
            reportOpened();
            isSpeedKnown |= result instanceof RequestResult.Answered;
            if (!(isTrial && result instanceof RequestResult.Failed)) {
                reopenIfSilent(result);
            }
            return result;
        } catch (IOException e) {
            portLost(e);
            return new RequestResult.NoPort(evidence);
        }
    }

    private void portLost(IOException why) {
        closePort();
        OpenResult.NotOpened reason = PortRefusedException.reason(why);
        scheduleReopening(reason.finding(), reason.evidence());
    }

    private void schedulePortCheck(LinePort open) {
        if (open.tellsWhenLost()) {
            nextPortCheck = schedule(() -> checkPort(open), PORT_CHECK_INTERVAL);
        }
    }

    /** Bytes that arrive without a request are dropped, as before the next request. */
    private void checkPort(LinePort open) {
        try {
            open.read(new byte[PORT_CHECK_BYTES]);
            if (!reportedOpen) {
                // after the watchdog had reported the port as closed
                setFinding(Finding.NOTHING_ASKED, "");
                reportOpened();
            }
            schedulePortCheck(open);
        } catch (IOException e) {
            portLost(e);
        }
    }

    private void reopenIfSilent(RequestResult result) {
        if (result instanceof RequestResult.Failed failed && SILENCE.contains(failed.finding())) {
            silentRequests++;
        } else if (!(result instanceof RequestResult.Failed unsent && unsent.finding() == Finding.SPEED_FIXED)) {
            silentRequests = 0;
            // only a port that receives bytes works: another one may open and fail again and again
            reopening = firstReopening;
        }
        LinePort open = port;
        if (silentRequests >= MAX_SILENT_REQUESTS && open != null && !open.tellsWhenLost()) {
            silentRequests = 0;
            logger.debug("Opening {} anew after {} requests without a byte", settings.portName(), MAX_SILENT_REQUESTS);
            closePort();
            open();
        }
    }

    private void exchanged(Exchange exchange) {
        trace(exchange);
        statistics.add(exchange, clock.nanos());
        if (exchange.outcome()instanceof RequestResult.Failed failed) {
            setFinding(failed.finding(), failed.evidence());
        } else {
            setFinding(Finding.GOOD, "");
        }
    }

    private void trace(Exchange exchange) {
        logger.trace("Through {}: {}", settings.portName(), exchange);
        trace.add(exchange);
    }

    private void setFinding(Finding newFinding, String newEvidence) {
        stateChanged = true;
        finding = newFinding;
        evidence = newEvidence;
    }

    /**
     * Diagnoses the line: tries other settings, wakes the meter, looks for meters of other protocols. The port is
     * closed for it and opened again afterwards. Only the steps with the configured settings change the state of the
     * line; none counts in the statistics. To be called in work of {@link #schedule} only; takes some minutes.
     *
     * @param address the meter's
     * @param onStep receives each step at its begin; returns whether to go on
     * @param onResult receives the result of each step
     */
    public LineDiagnosis.Result diagnose(int address, Predicate<LineDiagnosis.Step> onStep,
            Consumer<LineDiagnosis.Result> onResult) {
        closePort();
        try {
            return new LineDiagnosis(watchdog, settings, clock, address, this::trace).run(onStep, result -> {
                // why the port does not open is reported when it is opened again
                if (result.step().settings().equals(settings) && !result.finding().isOfPort()) {
                    setFinding(result.finding(), result.evidence());
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
            use(opened.port());
            schedulePortCheck(opened.port());
            if (!reportedOpen) {
                setFinding(Finding.NOTHING_ASKED, "");
                reportOpened();
            }
        } else if (opening instanceof OpenResult.NotOpened notOpened) {
            scheduleReopening(notOpened.finding(), notOpened.evidence());
        }
    }

    private void use(LinePort open) {
        port = open;
        requestExecutor = new RequestExecutor(open, settings, clock, this::exchanged);
        textRequestExecutor = new TextRequestExecutor(open, settings, clock, this::exchanged);
    }

    private void reportOpened() {
        if (!reportedOpen && !isStopped()) {
            reportedOpen = true;
            listener.portOpened();
        }
    }

    private void scheduleReopening(Finding reason, String message) {
        if (isStopped()) {
            return;
        }
        nextOpening = schedule(this::open, reopening.spread(ThreadLocalRandom.current().nextDouble()));
        reopening = reopening.grown();
        reportClosed(reason, message);
    }

    private void reportClosed(Finding reason, String message) {
        finding = reason;
        evidence = message;
        reportedOpen = false;
        logger.debug("{} is not open: {} {}", settings.portName(), reason, message);
        listener.portClosed(reason, message);
        listener.stateChanged(state());
    }

    /** @return whether the line was stopped; scheduled work does not begin any more */
    boolean isStopped() {
        return !clock.pause(Duration.ZERO);
    }

    private void closePort() {
        nextPortCheck.cancel();
        requestExecutor = null;
        textRequestExecutor = null;
        LinePort open = port;
        port = null;
        if (open != null) {
            open.close();
        }
    }
}
