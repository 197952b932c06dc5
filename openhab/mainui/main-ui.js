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
'use strict';

const fs = require('fs');
const path = require('path');

const SECOND = 1000;
/** For what openHAB does at once, on a machine that is busy. */
const PATIENCE = 30 * SECOND;
const INTERVAL = 200;
const LONGEST_TEXT = 1500;

const SCREENS = 'target/browser';

const USER = 'demo';

/**
 * openHAB's Main UI in a browser, with the words of its user: menus, buttons and what can be seen.
 */
class MainUi {

  /**
   * @param page Playwright's page
   * @param pictures folder for pictures
   */
  constructor(page, pictures) {
    this.page = page;
    this.pictures = pictures;
    page.setDefaultTimeout(PATIENCE);
  }

  /**
   * Does a step of a scenario, which names it if it fails.
   */
  async step(what, work) {
    const begin = Date.now();
    try {
      await work();
    } catch (error) {
      throw new Error(`${what}: failed. ${error.message}`);
    }
    console.log(`${what}: ok, ${((Date.now() - begin) / SECOND).toFixed(1)} s`);
  }

  /**
   * Opens Main UI. While openHAB starts, its page may stay empty: it is loaded again, as a person would do.
   */
  async open(address) {
    await this.until('a form for a user', async () => {
      await this.page.goto(address);
      return this.page.locator('input[name=username]').waitFor({ timeout: PATIENCE / 2 }).then(() => true, () => false);
    }, 2 * PATIENCE / SECOND);
  }

  /**
   * Creates the first user, which Main UI asks for in an openHAB that has none.
   */
  async createFirstUser() {
    await this.page.fill('input[name=password_repeat]', USER);
    await this.signIn();
  }

  /**
   * Signs in with the form that Main UI shows to somebody who has not set it up yet.
   */
  async signIn() {
    await this.page.fill('input[name=username]', USER);
    await this.page.fill('input[name=password]', USER);
    await this.page.click('input[type=submit]');
  }

  /**
   * Leaves the wizard that comes next, which would download add-ons.
   */
  async skipWizard() {
    await this.page.click('text="Skip Setup"');
    await this.confirm();
    await this.see(this.shown('text="Overview"'), 'the overview');
    await this.#settle();
  }

  async confirm() {
    await this.page.click('.dialog-button:has-text("OK")');
  }

  /**
   * Goes to a page by the menu at the left.
   *
   * @param entries what to click on, one below the other, each with the title of the page that it leads to
   */
  async menu(...entries) {
    for (const [entry, title] of entries) {
      // a click while pages slide is lost, and they may begin to at any time
      await this.until(`a page with the title "${title}" after a click on "${entry}"`, async () => {
        await this.menuEntry(entry).click();
        await this.page.waitForTimeout(SECOND);
        return this.#title(title).isVisible();
      });
      await this.#settle();
    }
  }

  menuEntry(text) {
    return this.page.locator('.panel-left').getByText(text, { exact: true });
  }

  /**
   * What is on the page that is shown now, leaving out those that slide away.
   */
  shown(selector, options) {
    return this.page.locator('.page-current').locator(selector, options);
  }

  /** A row of a list: the smallest one with this text. */
  row(text) {
    return this.shown('li', { hasText: text }).last();
  }

  async add() {
    await this.shown('.fab > a, a.fab').first().click();
    await this.#settle();
  }

  async tab(name) {
    await this.shown('.toolbar a.tab-link', { hasText: name }).click();
    await this.#settle();
  }

  async save() {
    await this.shown('.navbar a', { hasText: /Save/ }).first().click();
  }

  /**
   * Pastes a file over what is in the page's editor.
   */
  async paste(file) {
    const editor = this.shown('.CodeMirror').first();
    await editor.click();
    await this.page.keyboard.press('Control+a');
    await editor.locator('textarea').first().evaluate((area, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, fs.readFileSync(file, 'utf8'));
    await this.until(`the text of ${file} in the editor`,
      async () => (await editor.innerText()).includes('component:'));
  }

  /**
   * Adds a page.
   *
   * @param kind what kind it is, such as "layout"
   * @param file the file that is pasted
   * @param title the label that the file gives it
   */
  async addPage(kind, file, title) {
    await this.menu(['Settings', 'Settings'], ['Pages', 'Pages']);
    await this.add();
    // what takes the click is the round button, not the words beside it
    await this.shown('.fab-buttons a', { hasText: `Create ${kind}` }).locator('i').first().click();
    await this.seeTitle(`Create ${kind} page`);
    await this.tab('Code');
    await this.paste(file);
    await this.save();
    await this.see(this.menuEntry(title), 'the new page in the menu');
  }

  /**
   * Sets the colours of Main UI, which then loads the page again.
   *
   * @param theme light or dark
   */
  async setTheme(theme) {
    await this.page.evaluate((value) => localStorage.setItem('openhab.ui:theme.dark', value), theme);
    await this.page.reload();
  }

  /**
   * Loads the page again and waits until it has enough of some elements.
   *
   * @param wanted pairs of a selector and a number, in the order in which they come
   * @return milliseconds from the beginning, for each pair
   */
  async loadingTimes(wanted) {
    const begin = Date.now();
    await this.page.reload({ waitUntil: 'commit' });
    const times = [];
    for (const pair of wanted) {
      await this.page.waitForFunction(([selector, count]) => document.querySelectorAll(selector).length >= count, pair,
        { polling: 'raf' });
      times.push(Date.now() - begin);
    }
    return times;
  }

  async seeTitle(title) {
    await this.see(this.#title(title), `a page with the title "${title}"`);
    await this.#settle();
  }

  /**
   * Waits until something can be seen.
   *
   * @param what it in words, for the message if it cannot
   */
  async see(locator, what, seconds = PATIENCE / SECOND) {
    await this.until(what, () => locator.first().isVisible(), seconds);
  }

  /**
   * Waits until something is true of the page.
   */
  async until(what, isSo, seconds = PATIENCE / SECOND) {
    const end = Date.now() + seconds * SECOND;
    while (!await isSo()) {
      if (Date.now() > end) {
        const text = (await this.page.locator('body').innerText()).replace(/\s*\n\s*/g, ' | ').slice(0, LONGEST_TEXT);
        throw new Error(`Main UI did not show ${what} within ${seconds} s. It shows: ${text}`);
      }
      await this.page.waitForTimeout(INTERVAL);
    }
  }

  /** Gives an item a state that its channel would give it later. */
  async setState(item, state) {
    const status = await this.page.evaluate(async ([name, text]) => (await fetch(`/rest/items/${name}/state`,
      { method: 'PUT', headers: { 'Content-Type': 'text/plain' }, body: text })).status, [item, state]);
    if (status >= 300) {
      throw new Error(`openHAB did not take "${state}" for ${item}: status ${status}`);
    }
  }

  /** Takes a picture of a text that is longer than its place, at the line with some words. */
  async pictureOfLine(name, text, words) {
    await text.evaluate((area, sought) => {
      const lines = area.innerText.split('\n');
      const line = lines.findIndex((each) => each.includes(sought));
      area.scrollTop = area.scrollHeight * line / lines.length - area.clientHeight / 2;
    }, words);
    await text.screenshot({ path: this.#file(name) });
  }

  /**
   * Takes a picture.
   *
   * @param height how much of the page is in it
   * @param width how wide the page is, if not as usual
   */
  async picture(name, height, width = this.page.viewportSize().width) {
    const before = this.page.viewportSize();
    await this.page.setViewportSize({ width, height });
    // nothing under the pointer, and the scroll bars gone again
    await this.page.mouse.move(0, 0);
    await this.page.waitForTimeout(SECOND);
    await this.page.screenshot({ path: this.#file(name) });
    await this.page.setViewportSize(before);
  }

  /**
   * Takes a picture of what a screen of another size shows; it goes nowhere else than into the folder of the tests.
   */
  async pictureOfScreen(name, width, height) {
    const before = this.page.viewportSize();
    await this.page.setViewportSize({ width, height });
    await this.page.waitForTimeout(SECOND);
    await this.page.screenshot({ path: path.join(SCREENS, `${name}.png`) });
    await this.page.setViewportSize(before);
  }

  #file(name) {
    return path.join(this.pictures, `${name}.png`);
  }

  #title(text) {
    return this.shown('.navbar', { hasText: text }).first();
  }

  /** While a page slides in, Main UI takes no other way. */
  async #settle() {
    await this.until('a page that stands still',
      () => this.page.evaluate(() => document.querySelector('[class*="router-transition"]') === null));
  }
}

module.exports = MainUi;
