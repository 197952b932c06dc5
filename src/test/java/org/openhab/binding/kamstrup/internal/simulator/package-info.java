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
/**
 * A meter that is none, for tests, demonstration and benchmarks: bytes in, bytes out, at the speed of a real line.
 *
 * A {@link org.openhab.binding.kamstrup.internal.simulator.RegisterImage} is what the meter knows, read from a text
 * file. A {@link org.openhab.binding.kamstrup.internal.simulator.SimulatedMeter} answers requests from it; an
 * {@link org.openhab.binding.kamstrup.internal.simulator.AgeingMeter} goes on from there and lives. The wire has the
 * timing, a {@link org.openhab.binding.kamstrup.internal.simulator.SimulatedLine} lets it happen in real time, and
 * a program reaches it through an {@link org.openhab.binding.kamstrup.internal.simulator.Rfc2217Server}, a
 * {@link org.openhab.binding.kamstrup.internal.simulator.TcpServer} or a
 * {@link org.openhab.binding.kamstrup.internal.simulator.PseudoTerminalMeter}.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
package org.openhab.binding.kamstrup.internal.simulator;
