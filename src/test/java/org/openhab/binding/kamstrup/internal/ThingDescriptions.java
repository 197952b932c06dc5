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

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The XML files that tell openHAB about the add-on, as tests read them.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ThingDescriptions {

    public static final Path OH_INF = Path.of("src/main/resources/OH-INF");

    private ThingDescriptions() {
    }

    /** The texts of a language, by their keys. */
    public static Properties texts(String file) throws IOException {
        return load(new Properties(), file);
    }

    /** The same with the English text where the language lacks one, as openHAB shows it. */
    public static Properties shownTexts(String file) throws IOException {
        return load(new Properties(texts("kamstrup.properties")), file);
    }

    private static Properties load(Properties texts, String file) throws IOException {
        try (Reader reader = Files.newBufferedReader(OH_INF.resolve("i18n").resolve(file))) {
            texts.load(reader);
        }
        return texts;
    }

    /** The end of the name that Main UI gives to an item for a channel with this label. */
    public static String itemName(String label) {
        return label.replaceAll("[^0-9A-Za-z]", "");
    }

    /** All XML files below OH-INF. */
    public static List<Path> files() throws IOException {
        try (Stream<Path> paths = Files.walk(OH_INF)) {
            return paths.filter(path -> path.toString().endsWith(".xml")).sorted().toList();
        }
    }

    /** The root element of a file. */
    public static Element parse(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(input);
            return document.getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** All elements of a name in all files. */
    public static List<Element> elements(String name) throws IOException {
        List<Element> found = new ArrayList<>();
        for (Path file : files()) {
            found.addAll(below(parse(file), name));
        }
        return found;
    }

    /** All elements of a name below an element. */
    public static List<Element> below(Element element, String name) {
        NodeList nodes = element.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).map(Element.class::cast).toList();
    }

    /** The text of the first element of a name below an element. */
    public static String text(Element element, String name) {
        return below(element, name).get(0).getTextContent();
    }
}
