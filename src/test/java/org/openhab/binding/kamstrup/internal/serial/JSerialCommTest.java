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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;
import org.openhab.core.io.transport.serial.SerialPortProvider;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * The component with and without the optional library.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@ExtendWith(MockitoExtension.class)
class JSerialCommTest {

    /** Loads the classes of this package again, without jSerialComm. */
    private static class WithoutLibrary extends ClassLoader {
        WithoutLibrary() {
            super(JSerialCommTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(@Nullable String name, boolean resolve) throws ClassNotFoundException {
            if (String.valueOf(name).startsWith("com.fazecast.")) {
                throw new ClassNotFoundException(name);
            }
            return String.valueOf(name).startsWith(JSerialComm.class.getPackageName()) ? loadAnew(String.valueOf(name))
                    : super.loadClass(name, resolve);
        }

        private Class<?> loadAnew(String name) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (InputStream input = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = input.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private final BundleContext context;
    private final ServiceRegistration<SerialPortProvider> registration;

    JSerialCommTest(@Mock BundleContext context, @Mock ServiceRegistration<SerialPortProvider> registration) {
        this.context = context;
        this.registration = registration;
    }

    @Test
    void registersProviderUntilDeactivation() {
        when(context.registerService(eq(SerialPortProvider.class), any(SerialPortProvider.class), isNull()))
                .thenReturn(registration);
        assertTrue(JSerialComm.isInstalled());
        JSerialComm component = new JSerialComm(context);
        component.deactivate();
        verify(registration).unregister();
    }

    @Test
    void registersNothingWithoutLibrary() throws Exception {
        ClassLoader loader = new WithoutLibrary();
        Class<?> type = loader.loadClass(JSerialComm.class.getName());
        // openHAB reads all methods of a component with their types
        assertFalse(Arrays.asList(type.getDeclaredMethods()).isEmpty());
        Constructor<?> constructor = type.getConstructor(BundleContext.class);
        Object component = constructor.newInstance(context);
        Method isInstalled = type.getDeclaredMethod("isInstalled");
        isInstalled.setAccessible(true);
        assertEquals(false, isInstalled.invoke(null));
        type.getMethod("deactivate").invoke(component);
        verifyNoInteractions(context);
    }

    @Test
    void portOpenerLoadsWithoutLibrary() throws Exception {
        Class<?> type = new WithoutLibrary().loadClass(OpenHabPortOpener.class.getName());
        assertEquals(2, type.getDeclaredConstructors().length);
    }
}
