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
package org.openhab.binding.kamstrup.integration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * For tests whose constructor takes the {@link OpenHabFixture}, which all of them share. They come in the order of
 * their classes, which is said in {@code junit-platform.properties}; each class also runs alone. The openHAB
 * has only the heads that the classes of the run use.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OpenHabFixtureResolver.class)
@interface WithOpenHabFixture {

    /** For a class that uses all heads. */
    String ALL_HEADS = "*";

    /** The ids of the heads that the class uses beside the one of the documentation's example. */
    String[] value() default {};
}
