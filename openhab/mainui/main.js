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

/*
 * Runs one of the scenarios in a browser: node main.js SCENARIO ADDRESS PORT PICTURES, from the project's folder, where
 * ADDRESS is Main UI's and PORT openHAB's name of the serial port of the simulated meter. Pictures are put into PICTURES,
 * and one of the page at which something was missing into target/browser/failure.png. BROWSER names the browser.
 */
const { chromium } = require('playwright-core');
const MainUi = require('./main-ui');
const Meter = require('./meter');

const SCENARIOS = { 'new-user': require('./new-user'), example: require('./example') };

const DEADLINE_MINUTES = 6;
const FAILURE = 'target/browser/failure.png';
/** The pictures are this wide. */
const WIDTH = 1100;
const HEIGHT = 900;

async function run(scenario, address, port, pictures) {
  // --no-sandbox: it shows nothing but this openHAB, and root could not start it otherwise
  const browser = await chromium.launch({ executablePath: process.env.BROWSER, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT }, locale: 'en-GB' });
    const ui = new MainUi(page, pictures);
    try {
      await ui.open(address);
      await SCENARIOS[scenario](ui, new Meter(port));
    } catch (error) {
      await page.screenshot({ path: FAILURE });
      throw error;
    }
  } finally {
    await browser.close();
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

setTimeout(() => fail(`It is not done after ${DEADLINE_MINUTES} minutes`), DEADLINE_MINUTES * 60000).unref();
run(...process.argv.slice(2)).catch((error) => fail(`${error.message}\nA picture of it: ${FAILURE}`));
