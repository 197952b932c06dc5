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

const WIDGET = 'doc/ui/heat-meter-widget.yaml';

/**
 * Somebody pastes the documentation's card and a page with it into Main UI, and looks at it.
 *
 * @param page the file of the page
 * @param rows titles and values that the card shows
 */
module.exports = async (ui, page, rows) => {
  await ui.step('Paste the card', async () => {
    await ui.menu(['Developer Tools', 'Developer Tools'], ['Widgets', 'Widgets']);
    await ui.add();
    await ui.seeTitle('Create Widget');
    await ui.paste(WIDGET);
    await ui.save();
    await ui.seeTitle('Widget: kamstrup_heat_meter');
  });

  await ui.step('Paste the page', async () => {
    await ui.addPage('layout', page, 'Heat meter');
  });

  await ui.step('The page shows the values', async () => {
    await ui.menu(['Heat meter', 'Heat meter']);
    for (const [title, value] of rows) {
      const row = ui.shown('.card li', { has: ui.page.getByText(title, { exact: true }) });
      await ui.until(`${title} like ${value}`,
        async () => await row.count() === 1 && value.test((await row.locator('.item-after').innerText()).trim()));
    }
    await ui.until(`no more than ${rows.length} rows`, async () => await ui.shown('.card li').count() === rows.length);
    await ui.picture('card', 600);
  });
};
