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

const card = require('./card');
const charts = require('./charts');
const dashboard = require('./dashboard');

/** At first contact, the meter is asked for everything that it has. */
const FIRST_CONTACT = 180;

const PAGE = 'doc/ui/heat-meter-page-of-example.yaml';

/** What the card shows of a meter that has been read, in the order of its rows. */
const CARD = [
  ['Power', /^[\d.]+ kW$/],
  ['Calculated power', /^\d+ W$/],
  ['Flow temperature', /^[\d.]+ °C$/],
  ['Return temperature', /^[\d.]+ °C$/],
  ['Temperature difference', /^[\d.]+ K$/],
  ['Flow rate', /^\d+ l\/h$/],
  ['Energy today', /^[\d.]+ MWh$/],
  ['Volume today', /^[\d.]+ m³$/],
  ['Info text', /^Nothing to report$/],
  ['Link status', /^The meter answers\.$/],
  ['Success rate', /^[\d.]+ %$/],
];

/** Some of what the sitemap's first page says. */
const SITEMAP = [/"Power \[[\d.]+ kW\]"/, /"Flow temperature \[[\d.]+ °C\]"/, /"valuecolor": "green"/];

/**
 * Somebody who has taken over the documentation's example pastes its card into Main UI.
 */
module.exports = async (ui) => {
  await ui.step('Sign in', async () => {
    await ui.signIn();
    await ui.skipWizard();
  });

  await ui.step('The things are online', async () => {
    await ui.menu(['Settings', 'Settings'], ['Things', 'Things']);
    await ui.see(ui.row('kamstrup:optical-head:cellar').filter({ hasText: 'ONLINE' }), 'the optical head ONLINE');
    await ui.see(ui.row('kamstrup:meter:cellar:heat').filter({ hasText: 'ONLINE' }), 'the meter ONLINE',
      FIRST_CONTACT);
  });

  await card(ui, PAGE, CARD);

  await dashboard(ui);

  await charts(ui);

  await ui.step('The sitemap is answered', async () => {
    await ui.menu(['Developer Tools', 'Developer Tools'], ['API Explorer', 'API Explorer']);
    await ui.shown('.opblock-tag', { hasText: 'sitemaps' }).click();
    const query = ui.shown('.opblock', { has: ui.page.locator('[data-path="/sitemaps/{sitemapname}/{pageid}"]') });
    await query.locator('.opblock-summary').click();
    await query.getByText('Try it out').click();
    await query.locator('[placeholder^=sitemapname]').fill('kamstrup_more');
    await query.locator('[placeholder^=pageid]').fill('kamstrup_more');
    await query.getByText('Execute', { exact: true }).click();
    const answer = query.locator('.live-responses-table .microlight').first();
    for (const label of SITEMAP) {
      await ui.until(`${label} in the sitemap's answer`, async () => label.test(await answer.innerText()));
    }
    await ui.pictureOfLine('sitemap', answer, '"Flow temperature');
  });
};
