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

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Gives the {@link OpenHabFixture} to tests: it is built for the first of them and closed after the last. As a
 * listener, which {@code META-INF/services} names, it collects the heads that the classes of the run use.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class OpenHabFixtureResolver implements ParameterResolver, TestExecutionListener {

    private static final Namespace NAMESPACE = Namespace.create(OpenHabFixtureResolver.class);
    /** JUnit makes one object as listener and others as resolver. */
    private static final Set<String> HEADS = ConcurrentHashMap.newKeySet();

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        plan.getRoots().stream().flatMap(root -> plan.getChildren(root).stream())
                .flatMap(test -> test.getSource().stream()).filter(ClassSource.class::isInstance)
                .map(source -> ((ClassSource) source).getJavaClass().getAnnotation(WithOpenHabFixture.class))
                .flatMap(Stream::ofNullable).forEach(test -> HEADS.addAll(Set.of(test.value())));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == OpenHabFixture.class;
    }

    @Override
    public OpenHabFixture resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(OpenHabFixture.class, type -> {
            try {
                return new OpenHabFixture(HEADS);
            } catch (IOException | InterruptedException | TimeoutException e) {
                throw new ParameterResolutionException("openHAB has not started", e);
            }
        }, OpenHabFixture.class);
    }
}
