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
package org.openhab.binding.kamstrup.internal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * Imports go one way: kmp ← meter ← link ← handler, and serial → link.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ArchitectureTest {

    private static final String ROOT = "org.openhab.binding.kamstrup.internal";

    private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void importsGoOneWay() {
        layeredArchitecture().consideringOnlyDependenciesInAnyPackage(ROOT + "..") //
                .layer("kmp").definedBy(ROOT + ".kmp..") //
                .layer("meter").definedBy(ROOT + ".meter..") //
                .layer("link").definedBy(ROOT + ".link..") //
                .layer("serial").definedBy(ROOT + ".serial..") //
                .layer("handler").definedBy(ROOT + ".handler..") //
                .layer("console").definedBy(ROOT + ".console..") //
                .layer("discovery").definedBy(ROOT + ".discovery..") //
                .layer("action").definedBy(ROOT + ".action..") //
                .layer("binding").definedBy(ROOT) //
                .whereLayer("meter").mayOnlyAccessLayers("kmp") //
                .whereLayer("kmp").mayNotAccessAnyLayer() //
                .whereLayer("link").mayOnlyAccessLayers("kmp", "meter") //
                .whereLayer("serial").mayOnlyAccessLayers("link") //
                .whereLayer("handler").mayOnlyAccessLayers("kmp", "meter", "link", "binding") //
                .whereLayer("console").mayOnlyAccessLayers("kmp", "meter", "link", "handler", "binding") //
                .whereLayer("discovery").mayOnlyAccessLayers("meter", "link", "handler", "binding") //
                .whereLayer("action").mayOnlyAccessLayers("link", "handler", "binding") //
                .check(classes);
    }

    @Test
    void theCodecIsPureJava() {
        noClasses().that().resideInAPackage(ROOT + ".kmp..").should().dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.eclipse.jdt.annotation..", ROOT + ".kmp..").check(classes);
    }

    @Test
    void metersKnowNoOpenHab() {
        noClasses().that().resideInAnyPackage(ROOT + ".meter..", ROOT + ".link..").should().dependOnClassesThat()
                .resideInAPackage("org.openhab.core..").check(classes);
    }

    @Test
    void onlySerialTouchesTheSerialTransport() {
        noClasses().that().resideOutsideOfPackage(ROOT + ".serial..").and()
                .doNotHaveSimpleName("KamstrupHandlerFactory").should().dependOnClassesThat()
                .resideInAPackage("org.openhab.core.io.transport.serial..").check(classes);
    }

    @Test
    void onlySerialTouchesJSerialComm() {
        noClasses().that().resideOutsideOfPackage(ROOT + ".serial..").should().dependOnClassesThat()
                .resideInAPackage("com.fazecast..").check(classes);
    }

    /** Without the library, the classes that openHAB loads at any rate must not need it. */
    @Test
    void jSerialCommIsOptional() {
        noClasses().that().doNotHaveSimpleName("JSerialCommDevice").and().doNotHaveSimpleName("JSerialCommEvents").and()
                .doNotHaveSimpleName("JSerialCommPort").and().doNotHaveSimpleName("JSerialCommCodes").and()
                .doNotHaveSimpleName("JSerialCommFolder").should().dependOnClassesThat()
                .resideInAPackage("com.fazecast..").check(classes);
    }

    @Test
    void whatAMeterSaidIsNeverFloatingPoint() {
        noClasses().that().resideInAnyPackage(ROOT + ".kmp..", ROOT + ".meter..").should().dependOnClassesThat()
                .haveFullyQualifiedName(Double.class.getName()).orShould().dependOnClassesThat()
                .haveFullyQualifiedName(Float.class.getName()).orShould().dependOnClassesThat()
                .haveFullyQualifiedName("double").orShould().dependOnClassesThat().haveFullyQualifiedName("float")
                .check(classes);
    }
}
