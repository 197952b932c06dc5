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

const PAGE = 'doc/ui/dashboard-page.yaml';
const TITLE = 'Heating';

/** What the gauges show. */
const GAUGES = [/[\d.]+ kW/, /\d+ l\/h/];

/** What the page says of a meter that has been read. */
const WORDS = [
  /[\d.]+ °C\s+Flow\s/, /[\d.]+ K\s+Difference\s/, /[\d.]+ °C\s+Return\s/,
  /Today\s+Yesterday [\d.]+ kWh\s+[\d.]+ \w+h\s/, /Billing period\s+Since \d{4}-\d\d-\d\d; last month \d+ kWh\s/,
  /Meter\s+Nothing to report\s/, /Line\s+The meter answers\.\s+[\d.]+ %/,
];

/** What the meter has logged at midnight comes after some readings. */
const LOGGERS = 120;
const SINCE_JANUARY = /Billing period\s+Since \d{4}-01-01/;

/** The gauges, and the lines of power and temperatures behind the numbers, as they come. */
const LINES = 'svg.trend path';
const DRAWN = [['.page-current .gauge', GAUGES.length], [`.page-current ${LINES}`, 3]];

/** What was used until now, as states and as the page says it: unknown on the first day. */
const BEFORE = [
  ['Previous_Energy_Today', '17.4 kWh', /Yesterday until now 17\.40 kWh of [\d.]+ kWh\s/],
  ['Previous_Energy_Billing', '11.903 MWh', /last month \d+ kWh; last time until now 11\.90 MWh\s/],
];

/** The picture of the documentation: the lines have the width that they were drawn with. */
const PICTURE = { width: 1280, height: 620 };

/** A phone, a wall tablet and a screen, as width and height. */
const SIZES = [[390, 844], [1280, 800], [1920, 1080]];

/**
 * Somebody pastes the documentation's dashboard into Main UI, and looks at it on small and large screens, light and dark.
 */
module.exports = async (ui) => {
  await ui.step('Paste the dashboard', async () => {
    await ui.addPage('layout', PAGE, TITLE);
  });

  await ui.step('The dashboard shows the values', async () => {
    await ui.menu([TITLE, TITLE]);
    for (const [number, value] of GAUGES.entries()) {
      const gauge = ui.shown('.gauge').nth(number);
      await ui.until(`a gauge like ${value}`, async () => value.test(await gauge.textContent()));
    }
    const content = ui.shown('.page-content').first();
    for (const words of WORDS) {
      await ui.until(`${words} on the dashboard`, async () => words.test(`${await content.innerText()}\n`));
    }
  });

  await ui.step('The loggers correct the day and the billing period', async () => {
    const content = ui.shown('.page-content').first();
    await ui.until('a billing period from 1 January', async () => SINCE_JANUARY.test(await content.innerText()), LOGGERS);
  });

  await ui.step('The dashboard draws a year of values', async () => {
    const times = await ui.loadingTimes(DRAWN);
    console.log(`  Gauges and lines, ms after the page was loaded again: ${times.join(', ')}`);
  });

  for (const theme of ['light', 'dark']) {
    await ui.step(`The dashboard in ${theme} colours`, async () => {
      await ui.setTheme(theme);
      await ui.see(ui.shown(LINES), 'the lines');
      for (const [width, height] of SIZES) {
        await ui.pictureOfScreen(`dashboard-${width}x${height}-${theme}`, width, height);
      }
    });
  }
  const usual = ui.page.viewportSize();
  await ui.page.setViewportSize(PICTURE);
  await ui.setTheme('light');
  await ui.see(ui.shown(LINES), 'the lines');
  await ui.picture('dashboard', PICTURE.height);
  await ui.page.setViewportSize(usual);

  // after the pictures: a meter whose history is daily has no such values on its first day
  await ui.step('The dashboard compares with the time before', async () => {
    const content = ui.shown('.page-content').first();
    await ui.until('no comparison on the dashboard', async () => !/until now/.test(await content.innerText()));
    for (const [item, state, words] of BEFORE) {
      await ui.setState(item, state);
      await ui.until(`${words} on the dashboard`, async () => words.test(`${await content.innerText()}\n`));
    }
  });
};
