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
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openhab.binding.kamstrup.internal.line.Finding;
import org.openhab.binding.kamstrup.internal.line.LinePort;
import org.openhab.binding.kamstrup.internal.text.SevenBit;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * Imports go one way: kmp, text ← meter ← polling ← handler, kmp, text ← line ← polling, and serial → line. The codec
 * text uses the values and units of kmp.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // imports the classes once
class ArchitectureTest {

    private static final String ROOT = "org.openhab.binding.kamstrup.internal";

    private static final Set<String> INTERRUPTING = Set.of("interrupt", "shutdownNow");

    private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void importsGoOneWay() {
        layeredArchitecture().consideringOnlyDependenciesInAnyPackage(ROOT + "..") //
                .layer("kmp").definedBy(ROOT + ".kmp..") //
                .layer("text").definedBy(ROOT + ".text..") //
                .layer("meter").definedBy(ROOT + ".meter..") //
                .layer("line").definedBy(ROOT + ".line..") //
                .layer("polling").definedBy(ROOT + ".polling..") //
                .layer("serial").definedBy(ROOT + ".serial..") //
                .layer("handler").definedBy(ROOT + ".handler..") //
                .layer("console").definedBy(ROOT + ".console..") //
                .layer("discovery").definedBy(ROOT + ".discovery..") //
                .layer("action").definedBy(ROOT + ".action..") //
                .layer("binding").definedBy(ROOT) //
                .whereLayer("meter").mayOnlyAccessLayers("kmp", "text") //
                .whereLayer("kmp").mayNotAccessAnyLayer() //
                .whereLayer("text").mayOnlyAccessLayers("kmp") //
                .whereLayer("line").mayOnlyAccessLayers("kmp", "text") //
                .whereLayer("polling").mayOnlyAccessLayers("kmp", "text", "meter", "line") //
                .whereLayer("serial").mayOnlyAccessLayers("line") //
                .whereLayer("handler").mayOnlyAccessLayers("kmp", "meter", "line", "polling", "binding") //
                .whereLayer("console").mayOnlyAccessLayers("kmp", "meter", "line", "polling", "handler", "binding") //
                .whereLayer("discovery").mayOnlyAccessLayers("meter", "line", "polling", "handler", "binding") //
                .whereLayer("action").mayOnlyAccessLayers("line", "handler", "binding") //
                .check(classes);
    }

    @Test
    void theCodecsArePureJava() {
        noClasses().that().resideInAnyPackage(ROOT + ".kmp..", ROOT + ".text..").should().dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.eclipse.jdt.annotation..", ROOT + ".kmp..", ROOT + ".text..")
                .check(classes);
    }

    @Test
    void metersKnowNoOpenHab() {
        noClasses().that().resideInAnyPackage(ROOT + ".meter..", ROOT + ".line..", ROOT + ".polling..").should()
                .dependOnClassesThat().resideInAPackage("org.openhab.core..").check(classes);
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

    /** No class that is loaded without the library names one of its classes. */
    @Test
    void jSerialCommIsOptional() {
        noClasses().that().haveNameNotMatching(".*\\.JSerialComm(Port(\\$.*)?|Folder)").should().dependOnClassesThat()
                .resideInAPackage("com.fazecast..").check(classes);
        noClasses().that().haveNameNotMatching(".*\\.JSerialCommPort.*").should().dependOnClassesThat()
                .haveNameMatching(".*\\.JSerialComm(Port|Folder)").check(classes);
    }

    @Test
    void whatAMeterSaidIsNeverFloatingPoint() {
        noClasses().that().resideInAnyPackage(ROOT + ".kmp..", ROOT + ".text..", ROOT + ".meter..").should()
                .dependOnClassesThat().haveFullyQualifiedName(Double.class.getName()).orShould().dependOnClassesThat()
                .haveFullyQualifiedName(Float.class.getName()).orShould().dependOnClassesThat()
                .haveFullyQualifiedName("double").orShould().dependOnClassesThat().haveFullyQualifiedName("float")
                .check(classes);
    }

    /** The zone of the machine is not that of openHAB. */
    @Test
    void nobodyUsesTheZoneOfTheMachine() {
        noClasses().should().callMethod(ZoneId.class, "systemDefault").orShould().callMethod(LocalDateTime.class, "now")
                .orShould().callMethod(LocalDate.class, "now").orShould().callMethod(ZonedDateTime.class, "now")
                .orShould().callMethod(Clock.class, "systemDefaultZone").check(classes);
    }

    /** The precedence of findings is a field. */
    @Test
    void nothingDependsOnTheOrderOfFindings() {
        noClasses().should().callMethod(Finding.class, "compareTo", Enum.class).orShould()
                .callMethod(Finding.class, "ordinal").check(classes);
    }

    /** Both executors send the bytes of a request that has a name; no code makes others. */
    @Test
    void onlyRequestsAreSentToMeters() {
        Set<String> senders = classes.stream().flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> "write".equals(call.getName()) && call.getTargetOwner().isEquivalentTo(LinePort.class))
                .map(call -> call.getOriginOwner().getSimpleName()).collect(Collectors.toSet());
        assertEquals(Set.of("RequestExecutor", "TextRequestExecutor", "TimedPort"), senders);
        Set<String> encoders = classes.stream().flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> "encode".equals(call.getName()) && call.getTargetOwner().isEquivalentTo(SevenBit.class))
                .map(call -> call.getOriginOwner().getSimpleName()).collect(Collectors.toSet());
        assertEquals(Set.of("TextRequest"), encoders);
    }

    /** Every wait has an end that comes with the end of what is waited on. */
    @Test
    void nobodySleeps() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(classes);
    }

    /** RXTX and jSerialComm do not survive an interrupt; what is handed on is the mark of one's own thread. */
    @Test
    void nobodyIsInterrupted() {
        List<JavaMethodCall> interruptions = classes.stream().flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> INTERRUPTING.contains(call.getName())).toList();
        assertFalse(interruptions.isEmpty());
        interruptions.forEach(call -> {
            assertEquals("interrupt", call.getName(), call::getDescription);
            assertTrue(call.getOrigin().getMethodCallsFromSelf().stream()
                    .anyMatch(other -> "currentThread".equals(other.getName())), call::getDescription);
        });
    }
}
