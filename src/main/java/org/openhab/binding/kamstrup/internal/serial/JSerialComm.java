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

import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.io.transport.serial.SerialPortProvider;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Adds the ports of jSerialComm to openHAB's serial transport, if that library is installed. Its package is optional
 * for this bundle, so nothing here and in {@link JSerialCommPortProvider} may name a class of it.
 * <p>
 * Immediate, so that it lives as long as the bundle. Otherwise it would end with its only user, the handler factory,
 * which ends when openHAB deactivates the serial manager. The manager needs a provider: if the last one ended then, the
 * manager would be deactivated within its own deactivation, and wait five seconds for itself.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = JSerialComm.class, immediate = true)
public class JSerialComm {

    private static final String LIBRARY = "com.fazecast.jSerialComm.SerialPort";
    private static final String UNIQUE_NATIVE_NAME = "jSerialComm.library.randomizeNativeName";

    private final Optional<JSerialCommPortProvider> provider;
    private @Nullable ServiceRegistration<?> registration;

    @Activate
    public JSerialComm(BundleContext context) {
        provider = isInstalled() ? Optional.of(new JSerialCommPortProvider()) : Optional.empty();
        provider.ifPresent(ports -> registration = context.registerService(SerialPortProvider.class, ports, null));
        // Java loads a native library from one file into one class loader only, and an update of the add-on brings
        // another
        // class loader, for openHAB's own serial library too
        if (System.getProperty(UNIQUE_NATIVE_NAME) == null) {
            System.setProperty(UNIQUE_NATIVE_NAME, "true");
        }
        NrJavaSerial.provideAnotherFile();
    }

    /** @return whether there are ports of jSerialComm */
    static boolean isInstalled() {
        try {
            // not initialized: that loads the native part, which nobody may ever need
            Class.forName(LIBRARY, false, JSerialComm.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Deactivate
    public void deactivate() {
        ServiceRegistration<?> current = registration;
        if (current != null) {
            current.unregister();
        }
        provider.ifPresent(JSerialCommPortProvider::close);
    }
}
