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
package org.openhab.binding.kamstrup.internal.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.lenient;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;
import org.openhab.binding.kamstrup.internal.KamstrupBindingConstants;
import org.openhab.binding.kamstrup.internal.handler.Localizer;
import org.openhab.binding.kamstrup.internal.handler.OpticalHeadHandler;
import org.openhab.binding.kamstrup.internal.kmp.Request;
import org.openhab.binding.kamstrup.internal.kmp.Request.GetType;
import org.openhab.binding.kamstrup.internal.kmp.Response.MeterType;
import org.openhab.binding.kamstrup.internal.kmp.Response.SerialNumber;
import org.openhab.binding.kamstrup.internal.kmp.Response.SoftwareRevision;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.Line;
import org.openhab.binding.kamstrup.internal.line.RequestResult;
import org.openhab.binding.kamstrup.internal.text.TextAnswer;
import org.openhab.binding.kamstrup.internal.text.TextField;
import org.openhab.binding.kamstrup.internal.text.TextRequest;
import org.openhab.core.config.discovery.DiscoveryListener;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingUID;

/**
 * When it is looked for a meter.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@ExtendWith(MockitoExtension.class)
class MeterDiscoveryTest {

    private static final ThingUID HEAD = new ThingUID(KamstrupBindingConstants.THING_TYPE_OPTICAL_HEAD, "cellar");
    private static final int ADDRESS = 0x3F;

    /** Work that is due some time from now. */
    private record Due(Duration delay, Runnable work) {
    }

    private final List<Due> due = new ArrayList<>();
    private final OpticalHeadHandler head;
    private final Line line;
    private final Bridge bridge;
    private final DiscoveryListener inbox;
    private final MeterDiscovery discovery = new MeterDiscovery();
    private Runnable portOpens = () -> {
    };

    MeterDiscoveryTest(@Mock OpticalHeadHandler head, @Mock Line line, @Mock Bridge bridge,
            @Mock DiscoveryListener inbox) {
        this.head = head;
        this.line = line;
        this.bridge = bridge;
        this.inbox = inbox;
    }

    @BeforeEach
    void setUp() {
        lenient().when(bridge.getUID()).thenReturn(HEAD);
        lenient().when(head.getThing()).thenReturn(bridge);
        lenient().when(head.line()).thenReturn(Optional.of(line));
        lenient().when(head.meterAddress()).thenReturn(ADDRESS);
        lenient().when(head.texts()).thenReturn(new Localizer(mock(TranslationProvider.class), () -> Locale.ENGLISH));
        doAnswer(call -> portOpens = call.getArgument(0)).when(head).whenOpened(any());
        lenient().when(line.schedule(any(), any())).thenAnswer(call -> {
            Due work = new Due(call.getArgument(1), call.getArgument(0));
            due.add(work);
            return (Line.Appointment) () -> due.remove(work);
        });
        lenient().when(line.ask(any())).thenReturn(new RequestResult.Failed(Finding.SILENT, ""));
        lenient().when(line.askTextOnce(any())).thenReturn(new RequestResult.Failed(Finding.SILENT, ""));
        discovery.setThingHandler(head);
        discovery.addDiscoveryListener(inbox);
        discovery.activate();
    }

    /** @return after how many seconds it is looked */
    private long look() {
        assertEquals(1, due.size());
        Due next = due.remove(0);
        next.work().run();
        return next.delay().toSeconds();
    }

    private void wakeUp() {
        when(line.ask(any())).thenAnswer(call -> {
            Request request = call.getArgument(0);
            return request instanceof GetType
                    ? new RequestResult.Answered(new MeterType(ADDRESS, 0x0101, new SoftwareRevision(6, 1)))
                    : new RequestResult.Answered(new SerialNumber(ADDRESS, 6543210));
        });
    }

    @Test
    void searchesLessAndLessOftenUntilTheMeterAnswers() {
        portOpens.run();
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            delays.add(look());
        }
        assertEquals(List.of(5L, 30L, 60L, 120L, 240L, 480L, 900L, 900L), delays);
        verify(inbox, never()).thingDiscovered(any(), any());
        wakeUp();
        look();
        assertEquals(List.of(), due);
        verify(inbox).thingDiscovered(any(),
                argThat(found -> "kamstrup:meter:cellar:6543210".equals(found.getThingUID().getAsString())
                        && "6543210".equals(found.getProperties().get(Thing.PROPERTY_SERIAL_NUMBER))));
    }

    @Test
    void offersMeterWithTextProtocol() {
        TextAnswer configuration = new TextAnswer(TextRequest.CONFIGURATION,
                Map.of(TextField.CUSTOMER_NUMBER, 60017L, TextField.CODE, 44119L));
        when(line.askTextOnce(TextRequest.CONFIGURATION))
                .thenReturn(new RequestResult.TextAnswered(List.of(configuration), Optional.empty()));
        portOpens.run();
        look();
        assertEquals(List.of(), due);
        verify(inbox).thingDiscovered(any(),
                argThat(found -> "kamstrup:meter:cellar:60017".equals(found.getThingUID().getAsString())
                        && "60017".equals(found.getProperties().get(Thing.PROPERTY_SERIAL_NUMBER))));
    }

    /** The thing of a meter whose head was deleted keeps its serial number, so the inbox would drop the meter. */
    @Test
    void offersAMeterOfAnotherHeadWhenItsThingIsRemoved() {
        wakeUp();
        when(head.isMeterOfOtherHead("6543210")).thenReturn(true);
        portOpens.run();
        look();
        clearInvocations(line);
        look();
        look();
        // nor is it woken for that
        verify(line, never()).ask(any());
        verify(inbox, never()).thingDiscovered(any(), any());
        when(head.isMeterOfOtherHead("6543210")).thenReturn(false);
        look();
        assertEquals(List.of(), due);
        verify(inbox).thingDiscovered(any(), any());
    }

    @Test
    void doesNotWakeAMeterThatIsAThing() {
        when(bridge.getThings()).thenReturn(List.of(mock(Thing.class)));
        portOpens.run();
        look();
        assertEquals(List.of(), due);
        verify(line, never()).ask(any());
    }

    @Test
    void searchesOnceWhenThePortOpensAgain() {
        portOpens.run();
        look();
        portOpens.run();
        assertEquals(5, look());
        assertEquals(30, look());
    }

    @Test
    void doesNotSearchAfterTheEnd() {
        portOpens.run();
        discovery.deactivate();
        assertEquals(List.of(), due);
        portOpens.run();
        assertEquals(List.of(), due);
    }
}
