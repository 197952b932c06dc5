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

/** Each with the color of its bars, which nothing else on the page has. */
const PAGES = [
  { file: 'doc/ui/heat-by-day-page.yaml', title: 'Heat by day', picture: 'heat-by-day', color: [232, 89, 12] },
  { file: 'doc/ui/heat-by-month-page.yaml', title: 'Heat by month', picture: 'heat-by-month', color: [232, 89, 12] },
];

/** The console needs seconds to read and write the tables that the charts are drawn from. */
const TABLES = 120;
const FEWEST_PIXELS = 2000;

/**
 * Somebody pastes the documentation's pages with charts into Main UI, and looks at their bars.
 */
module.exports = async (ui) => {
  for (const { file, title, picture, color } of PAGES) {
    await ui.step(`Paste the page ${title}`, async () => {
      await ui.addPage('chart', file, title);
    });

    await ui.step(`${title} has bars`, async () => {
      await ui.until('bars', async () => {
        await ui.menu(['Heat meter', 'Heat meter'], [title, title]);
        await ui.page.waitForTimeout(2000);
        return await pixels(ui, color) > FEWEST_PIXELS;
      }, TABLES);
      await ui.picture(picture, 600);
    });
  }
};

/** Counts the pixels of a color in the chart. */
async function pixels(ui, color) {
  return ui.shown('.oh-chart-page-chart canvas').first().evaluate((canvas, [red, green, blue]) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) {
      count += data[i] === red && data[i + 1] === green && data[i + 2] === blue ? 1 : 0;
    }
    return count;
  }, color);
}
