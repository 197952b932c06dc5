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
package org.openhab.binding.kamstrup.internal.serial;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.io.transport.serial.SerialPortProvider;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Adds the ports of jSerialComm to openHAB's serial transport if that library is installed. Its package is an optional
 * import, so this class and {@link JSerialCommPortProvider} name no class of it.
 * <p>
 * The component is immediate, so that it lives as long as the bundle. Otherwise it would end together with its only
 * user, the handler factory, which ends when openHAB deactivates the serial manager. The manager requires a provider:
 * if the last provider ended then, the manager would be deactivated within its own deactivation, and wait five seconds
 * for itself.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = JSerialComm.class, immediate = true)
public class JSerialComm {

    private static final String LIBRARY = "com.fazecast.jSerialComm.SerialPort";
    private static final String UNIQUE_NATIVE_NAME = "jSerialComm.library.randomizeNativeName";

    private final Runnable unregister;

    @Activate
    public JSerialComm(BundleContext context) {
        unregister = isInstalled() ? register(context) : () -> {
        };
        // Java loads a native file into one class loader only. An update of the add-on brings another class loader for
        // this library and for that of openHAB.
        if (System.getProperty(UNIQUE_NATIVE_NAME) == null) {
            System.setProperty(UNIQUE_NATIVE_NAME, "true");
        }
        NrJavaSerial.provideAnotherFile();
    }

    private static Runnable register(BundleContext context) {
        JSerialCommPortProvider provider = new JSerialCommPortProvider();
        ServiceRegistration<?> registration = context.registerService(SerialPortProvider.class, provider, null);
        return () -> {
            registration.unregister();
            provider.close();
        };
    }

    /** @return whether there are ports of jSerialComm */
    static boolean isInstalled() {
        try {
            // without initialization, which loads the native part
            Class.forName(LIBRARY, false, JSerialComm.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Deactivate
    public void deactivate() {
        unregister.run();
    }
}
