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
package org.openhab.binding.kamstrup.demo;

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The door through which a debugger gets into openHAB's Java. It is open to this machine only: whoever comes through it
 * can do anything.
 *
 * @param port where it is
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
record DebugPort(int port) {

    private static final String HOST = "127.0.0.1";

    /** The option for Java that opens it. openHAB does not wait for the debugger. */
    String jvmOption() {
        return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=" + HOST + ":" + port;
    }

    /** How to get in. */
    List<String> instructions() {
        return List.of("Debugger: " + HOST + ":" + port + "  (JDWP)",
                "          IntelliJ IDEA: Run > Attach to Process, or a run configuration Remote JVM Debug",
                "          Eclipse: Debug Configurations > Remote Java Application",
                "          Visual Studio Code: a launch configuration with \"request\": \"attach\"",
                "          jdb -connect com.sun.jdi.SocketAttach:hostname=" + HOST + ",port=" + port
                        + " -sourcepath src/main/java");
    }
}
