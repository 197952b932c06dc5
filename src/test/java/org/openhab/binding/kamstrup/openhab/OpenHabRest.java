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
package org.openhab.binding.kamstrup.openhab;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.eclipse.jdt.annotation.NonNullByDefault;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * openHAB's REST interface, seen by an administrator.
 *
 * @author Kamstrup Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class OpenHabRest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Pattern HIDDEN_FIELD = Pattern
            .compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\">");

    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    private static final String AUTHORIZATION = "Authorization";

    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;
    private static final int FOUND = 302;
    private static final int NOT_FOUND = 404;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT).build();
    private final URI address;
    private final Optional<Login> login;
    private final Optional<String> language;
    private volatile Optional<Token> token = Optional.empty();

    /**
     * @param address openHAB's root
     * @param login an administrator; {@link #createAdministrator()} makes it one
     */
    public OpenHabRest(URI address, Login login) {
        this(address, Optional.of(login), Optional.empty());
    }

    private OpenHabRest(URI address, Optional<Login> login, Optional<String> language) {
        this.address = address;
        this.login = login;
        this.language = language;
    }

    /**
     * The same for anybody, who may see and command items.
     */
    public OpenHabRest withoutLogin() {
        return new OpenHabRest(address, Optional.empty(), language);
    }

    /**
     * The same for somebody whose browser asks for another language than openHAB's own.
     *
     * @param tag such as {@code da}
     */
    public OpenHabRest inLanguage(String tag) {
        OpenHabRest rest = new OpenHabRest(address, login, Optional.of(tag));
        rest.token = token;
        return rest;
    }

    /**
     * Makes the login openHAB's first administrator through the form that Main UI shows to a new user. Works once. The
     * requests from then on have its token, because openHAB needs a large part of a second to check a password.
     */
    public void createAdministrator() throws IOException, InterruptedException {
        String root = address.toString();
        String query = form(Map.of("response_type", "code", "client_id", root, "redirect_uri", root, "scope", "admin"));
        String page = send(request("auth?" + query).GET()).body();
        Map<String, String> fields = new LinkedHashMap<>();
        HIDDEN_FIELD.matcher(page).results().forEach(field -> fields.put(field.group(1), field.group(2)));
        Login administrator = login.orElseThrow();
        fields.put("username", administrator.user());
        fields.put("password", administrator.password());
        fields.put("password_repeat", administrator.password());
        HttpResponse<String> response = send(formRequest("auth", fields));
        if (response.statusCode() != FOUND) {
            throw new OpenHabException("openHAB's form for the first administrator answered " + response.statusCode());
        }
        Matcher code = CODE.matcher(response.headers().firstValue("Location").orElse(""));
        if (!code.find()) {
            throw new OpenHabException("openHAB's form for the first administrator gave no code");
        }
        JsonElement answer = json(formRequest("rest/auth/token", Map.of("grant_type", "authorization_code", "code",
                code.group(1), "client_id", root, "redirect_uri", root)));
        token = Optional.of(new Token(string(answer.getAsJsonObject(), "access_token"), System.nanoTime()));
    }

    /**
     * All items.
     */
    public List<Item> items() throws IOException, InterruptedException {
        return elements(get("items")).map(Item::of).toList();
    }

    /**
     * An item's state as openHAB writes it, such as {@code 102.47 GJ} or {@code NULL}.
     */
    public String state(String item) throws IOException, InterruptedException {
        return checked(send(request("rest/items/" + encoded(item) + "/state").GET())).body();
    }

    /**
     * Sends a command to an item.
     */
    public void command(String item, String command) throws IOException, InterruptedException {
        checked(send(request("rest/items/" + encoded(item)).header("Content-Type", "text/plain").POST(text(command))));
    }

    /** Gives an item a state, as a channel does. */
    public void update(String item, String state) throws IOException, InterruptedException {
        checked(send(request("rest/items/" + encoded(item) + "/state").header("Content-Type", "text/plain")
                .PUT(text(state))));
    }

    /**
     * Creates an item, or changes it.
     */
    public void createItem(String name, String type, String label) throws IOException, InterruptedException {
        JsonObject item = new JsonObject();
        item.addProperty("name", name);
        item.addProperty("type", type);
        item.addProperty("label", label);
        put("items/" + encoded(name), item);
    }

    /**
     * All links between items and channels: the UID of the channel by the name of the item.
     */
    public Map<String, String> links() throws IOException, InterruptedException {
        return elements(get("links")).collect(Collectors.toMap(link -> link.get("itemName").getAsString(),
                link -> link.get("channelUID").getAsString(), (first, second) -> first));
    }

    /**
     * Links an item to a channel.
     *
     * @param channel UID of the channel
     */
    public void link(String item, String channel) throws IOException, InterruptedException {
        JsonObject link = new JsonObject();
        link.addProperty("itemName", item);
        link.addProperty("channelUID", channel);
        put("links/" + encoded(item) + "/" + encoded(channel), link);
    }

    /**
     * All things, bridges among them.
     */
    public List<Thing> things() throws IOException, InterruptedException {
        return elements(get("things")).map(Thing::of).toList();
    }

    /**
     * A thing by its UID; empty when there is none.
     */
    public Optional<Thing> thing(String uid) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request("rest/things/" + encoded(uid)).GET());
        return response.statusCode() == NOT_FOUND ? Optional.empty()
                : Optional.of(Thing.of(JsonParser.parseString(checked(response).body()).getAsJsonObject()));
    }

    /**
     * Tells whether an add-on has brought a type of things.
     */
    public boolean hasThingType(String uid) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request("rest/thing-types/" + encoded(uid)).GET());
        return response.statusCode() != NOT_FOUND && !checked(response).body().isEmpty();
    }

    /**
     * Creates a thing.
     *
     * @param configuration its parameters
     */
    public void createThing(String uid, String label, Map<String, String> configuration)
            throws IOException, InterruptedException {
        JsonObject parameters = new JsonObject();
        configuration.forEach(parameters::addProperty);
        JsonObject thing = new JsonObject();
        thing.addProperty("UID", uid);
        thing.addProperty("thingTypeUID", uid.substring(0, uid.indexOf(':', uid.indexOf(':') + 1)));
        thing.addProperty("label", label);
        thing.add("configuration", parameters);
        post("things", thing);
    }

    /**
     * What is in the inbox: the labels by the UIDs of the things.
     */
    public Map<String, String> inbox() throws IOException, InterruptedException {
        return elements(get("inbox"))
                .collect(Collectors.toMap(found -> string(found, "thingUID"), found -> string(found, "label")));
    }

    /**
     * Makes a thing of what is in the inbox.
     */
    public void approve(String uid, String label) throws IOException, InterruptedException {
        checked(send(request("rest/inbox/" + encoded(uid) + "/approve").header("Content-Type", "text/plain")
                .POST(text(label))));
    }

    /**
     * What a sitemap shows, each page with all that is in it, in its order. The pages are asked for one by one, as a
     * user interface does it.
     */
    public List<SitemapPage> sitemapPages(String sitemap) throws IOException, InterruptedException {
        List<SitemapPage> pages = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>(List.of(sitemap));
        while (!open.isEmpty()) {
            JsonObject page = get("sitemaps/" + encoded(sitemap) + "/" + encoded(open.remove())).getAsJsonObject();
            List<JsonObject> widgets = widgets(page).toList();
            pages.add(new SitemapPage(string(page, "title"), widgets.stream().map(SitemapWidget::of).toList()));
            widgets.stream().filter(widget -> widget.has("linkedPage"))
                    .forEach(widget -> open.add(string(widget.getAsJsonObject("linkedPage"), "id")));
        }
        return List.copyOf(pages);
    }

    /**
     * Gives what a rule is known by, if there is such a rule now; while openHAB loads its rules anew there is none.
     *
     * @param name what it is called
     */
    public Optional<String> rule(String name) throws IOException, InterruptedException {
        return elements(get("rules")).filter(rule -> name.equals(string(rule, "name"))).map(rule -> string(rule, "uid"))
                .findFirst();
    }

    /**
     * Runs a rule now, as Main UI does it.
     *
     * @param rule what it is known by
     */
    public void runRule(String rule) throws IOException, InterruptedException {
        checked(send(request("rest/rules/" + encoded(rule) + "/runnow").header("Content-Type", "text/plain")
                .POST(text(""))));
    }

    /**
     * The types of all actions that rules can have, by their UIDs.
     */
    public Map<String, JsonObject> actionTypes() throws IOException, InterruptedException {
        return elements(get("module-types?type=action"))
                .collect(Collectors.toMap(type -> string(type, "uid"), type -> type));
    }

    /**
     * Gets anything.
     *
     * @param path below {@code rest/}
     */
    public JsonElement get(String path) throws IOException, InterruptedException {
        return json(request("rest/" + path).GET());
    }

    /**
     * Gets what comes without end; to be closed. openHAB 3.0 sends the headers of such a request back, and what Java's
     * newer client says in them ends the answer: so this is the older one.
     *
     * @param path below {@code rest/}
     */
    InputStream stream(String path) throws IOException {
        URLConnection connection = address.resolve("/rest/" + path).toURL().openConnection();
        credentials().ifPresent(credentials -> connection.setRequestProperty(AUTHORIZATION, credentials));
        connection.setRequestProperty("Accept", "text/event-stream");
        return connection.getInputStream();
    }

    /**
     * Posts anything.
     *
     * @param path below {@code rest/}
     */
    public JsonElement post(String path, JsonElement body) throws IOException, InterruptedException {
        return json(jsonRequest(path).POST(text(body.toString())));
    }

    /**
     * Puts anything.
     *
     * @param path below {@code rest/}
     */
    public JsonElement put(String path, JsonElement body) throws IOException, InterruptedException {
        return json(jsonRequest(path).PUT(text(body.toString())));
    }

    /**
     * Deletes anything.
     *
     * @param path below {@code rest/}
     */
    public void delete(String path) throws IOException, InterruptedException {
        checked(send(request("rest/" + path).DELETE()));
    }

    private Optional<String> credentials() {
        return token.filter(Token::isValid).map(Token::credentials).or(() -> login.map(Login::credentials));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve("/" + path)).timeout(TIMEOUT);
        credentials().ifPresent(credentials -> request.header(AUTHORIZATION, credentials));
        language.ifPresent(tag -> request.header("Accept-Language", tag));
        return request;
    }

    private HttpRequest.Builder jsonRequest(String path) {
        return request("rest/" + path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder formRequest(String path, Map<String, String> fields) {
        return request(path).header("Content-Type", "application/x-www-form-urlencoded").POST(text(form(fields)));
    }

    private JsonElement json(HttpRequest.Builder request) throws IOException, InterruptedException {
        String body = checked(send(request)).body();
        return body.isEmpty() ? JsonNull.INSTANCE : JsonParser.parseString(body);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> checked(HttpResponse<String> response) throws IOException {
        if (response.statusCode() < OK || response.statusCode() >= MULTIPLE_CHOICES) {
            throw new OpenHabException(response.request().method() + " " + response.uri() + " answered "
                    + response.statusCode() + " " + response.body());
        }
        return response;
    }

    private static BodyPublisher text(String body) {
        return BodyPublishers.ofString(body, StandardCharsets.UTF_8);
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream().map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Stream<JsonObject> elements(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false).map(JsonElement::getAsJsonObject);
    }

    private static Stream<JsonObject> widgets(JsonObject widgetOrPage) {
        if (!widgetOrPage.has("widgets")) {
            return Stream.empty();
        }
        Function<JsonObject, Stream<JsonObject>> below = widget -> Stream.concat(Stream.of(widget), widgets(widget));
        return elements(widgetOrPage.get("widgets")).flatMap(below);
    }

    private static String string(JsonObject object, String key) {
        return object.has(key) ? object.get(key).getAsString() : "";
    }

    /**
     * A user of openHAB.
     */
    public record Login(String user, String password) {

        private String credentials() {
            return "Basic "
                    + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        }
    }

    private record Token(String access, long since) {

        /** It ends after an hour. */
        private static final Duration USE = Duration.ofMinutes(50);

        boolean isValid() {
            return System.nanoTime() - since < USE.toNanos();
        }

        String credentials() {
            return "Bearer " + access;
        }
    }

    /**
     * An item.
     *
     * @param type such as {@code Number:Energy}
     * @param label empty when it has none
     * @param state as openHAB writes it
     */
    public record Item(String name, String type, String label, String state) {

        private static Item of(JsonObject item) {
            return new Item(string(item, "name"), string(item, "type"), string(item, "label"), string(item, "state"));
        }
    }

    /**
     * A page of a sitemap.
     *
     * @param widgets frames and what is in them
     */
    public record SitemapPage(String title, List<SitemapWidget> widgets) {
    }

    /**
     * What is in a sitemap.
     *
     * @param type such as {@code Text}
     * @param item empty when it shows none
     * @param label with the formatted state
     * @param labelColor empty when it has none now
     * @param valueColor likewise
     * @param period of a chart
     */
    public record SitemapWidget(String type, String item, String label, String labelColor, String valueColor,
            String period) {

        private static SitemapWidget of(JsonObject widget) {
            return new SitemapWidget(string(widget, "type"),
                    widget.has("item") ? string(widget.getAsJsonObject("item"), "name") : "", string(widget, "label"),
                    string(widget, "labelcolor"), string(widget, "valuecolor"), string(widget, "period"));
        }
    }

    /**
     * A thing.
     *
     * @param status such as {@code ONLINE}
     * @param detail such as {@code COMMUNICATION_ERROR}
     * @param description what the status means, in words; empty when there is nothing to say
     * @param properties what its handler found out
     * @param channels the types of its items, or "Trigger", by the ids of the channels
     */
    public record Thing(String uid, String label, String status, String detail, String description,
            Map<String, String> properties, Map<String, String> channels) {

        private static Thing of(JsonObject thing) {
            JsonObject info = thing.getAsJsonObject("statusInfo");
            Map<String, String> properties = new LinkedHashMap<>();
            if (thing.has("properties")) {
                thing.getAsJsonObject("properties").entrySet()
                        .forEach(property -> properties.put(property.getKey(), property.getValue().getAsString()));
            }
            Map<String, String> channels = new LinkedHashMap<>();
            thing.getAsJsonArray("channels").forEach(element -> {
                JsonObject channel = element.getAsJsonObject();
                String itemType = string(channel, "itemType");
                channels.put(string(channel, "id"), itemType.isEmpty() ? "Trigger" : itemType);
            });
            return new Thing(string(thing, "UID"), string(thing, "label"), string(info, "status"),
                    string(info, "statusDetail"), string(info, "description"), Map.copyOf(properties),
                    Map.copyOf(channels));
        }
    }
}
