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

/** At first contact, the meter is asked for everything that it has. */
const FIRST_CONTACT = 180;

const MISSING_PORT = '/dev/ttyUSB7';

const EQUIPMENT = 'HeatMeter';
const PAGE = 'doc/ui/heat-meter-page.yaml';

/** What the card shows of the items that Main UI has made, in the order of its rows. */
const CARD = [
  ['Power', /^[\d.]+ kW$/],
  ['Calculated power', /^\d+ W$/],
  ['Flow temperature', /^[\d.]+ °C$/],
  ['Return temperature', /^[\d.]+ °C$/],
  ['Temperature difference', /^[\d.]+ K$/],
  ['Flow rate', /^\d+ l\/h$/],
  ['Energy today', /^[\d.]+ GJ$/],
  ['Volume today', /^[\d.]+ (m³|㎥)$/],
  ['Info text', /^Nothing to report$/],
];

/**
 * Somebody who has just installed the binding in an empty openHAB adds an optical head by hand, mistakes its port once,
 * finds the meter in the inbox, makes an equipment with its everyday items, and puts the card on a page.
 */
module.exports = async (ui, meter) => {
  await ui.step('Create the first user', async () => {
    await ui.createFirstUser();
    await ui.skipWizard();
  });

  await ui.step('Settings, Things, +, Kamstrup', async () => {
    await ui.menu(['Settings', 'Settings'], ['Things', 'Things']);
    await ui.see(ui.shown('text="No things yet"'), 'that there are no things yet');
    // add-ons start some seconds after Main UI, which asks for them once for each visit of this page
    await ui.until('the Kamstrup Binding among the bindings', async () => {
      await ui.menu(['Things', 'Things']);
      await ui.add();
      await ui.seeTitle('Choose Binding');
      await ui.see(ui.shown('text=/Install (More )?Bindings/'), 'the bindings');
      return ui.row('Kamstrup Binding').isVisible();
    }, 60);
    await ui.row('Kamstrup Binding').click();
    await ui.seeTitle('Add a new Thing: kamstrup');
    await ui.see(ui.row('kamstrup:meter'), 'the heat meter beside the optical head');
  });

  await ui.step('Add an optical head', async () => {
    await ui.row('kamstrup:optical-head').click();
    await ui.seeTitle('New Optical Head');
    await ui.shown('li', { hasText: 'Unique ID' }).locator('input').fill('cellar');
    await ui.shown('input[name=serialPort]').fill(meter.port);
    await ui.picture('add-head', 520);
    await ui.shown('a', { hasText: 'Create Thing' }).click();
    await ui.seeTitle('Things');
  });

  await ui.step('The optical head is online', async () => {
    // the list can miss a status that comes while it loads
    await ui.until('the optical head ONLINE', async () => {
      await ui.menu(['Items', 'Items'], ['Things', 'Things']);
      return ui.row('kamstrup:optical-head:cellar').filter({ hasText: 'ONLINE' }).isVisible();
    });
    await ui.row('kamstrup:optical-head:cellar').locator('a').first().click();
    await ui.seeTitle('Optical Head');
    await ui.see(ui.shown('text="ONLINE"'), 'the status ONLINE');
    await ui.until('the serial port that was given',
      async () => await ui.shown('input[name=serialPort]').inputValue() === meter.port);
    await ui.shown('.checkbox').first().click();
    await ui.see(ui.shown('text="Stop Bits"'), 'the advanced parameters');
    await ui.picture('optical-head', 960);
  });

  await ui.step('A port that is not there', async () => {
    const port = ui.shown('input[name=serialPort]');
    await port.fill(MISSING_PORT);
    await ui.save();
    await ui.see(ui.shown(`text=/The port ${MISSING_PORT} does not exist/`), 'what is wrong, and what to do', 60);
    await ui.until('its pages without a message', async () => !await ui.page.locator('.toast.modal-in').isVisible());
    await ui.picture('offline', 520);
    await port.fill(meter.port);
    await ui.save();
    // a page can miss a status that comes while it saves or loads
    await ui.until('the optical head ONLINE again', async () => {
      await ui.menu(['Settings', 'Settings'], ['Things', 'Things']);
      return ui.row('kamstrup:optical-head:cellar').filter({ hasText: 'ONLINE' }).first().isVisible();
    }, 60);
  });

  await ui.step('The meter is in the inbox', async () => {
    await ui.menu(['Things', 'Things']);
    await ui.see(ui.shown('text=/INBOX \\(1\\)/i'), 'the button of the inbox with one entry', 60);
    await ui.shown('text=/INBOX \\(1\\)/i').first().click();
    await ui.seeTitle('Inbox');
    await ui.see(ui.row('MULTICAL 601').filter({ hasText: `no. ${meter.serialNumber}` }),
      `a MULTICAL 601 with the number ${meter.serialNumber}`);
    await ui.picture('inbox', 360);
  });

  await ui.step('Accept the meter', async () => {
    await ui.row('MULTICAL 601').locator('a').first().click();
    await ui.page.locator('.actions-button', { hasText: /^\s*Add as Thing\s*$/ }).click();
    await ui.confirm();
    await ui.see(ui.shown('text="The Inbox is empty"'), 'that the inbox is empty');
    await ui.menu(['Things', 'Things']);
    await ui.see(ui.row(`kamstrup:meter:cellar:${meter.serialNumber}`).filter({ hasText: 'ONLINE' }),
      'the meter ONLINE', FIRST_CONTACT);
    await ui.picture('things', 340);
  });

  await ui.step('The meter says who it is', async () => {
    await ui.row(`kamstrup:meter:cellar:${meter.serialNumber}`).locator('a').first().click();
    await ui.seeTitle('MULTICAL 601');
    await ui.shown('text="Thing Properties"').click();
    await ui.see(ui.row('serialNumber').filter({ hasText: meter.serialNumber }), 'the property serialNumber');
    await ui.see(ui.row('modelId').filter({ hasText: 'MULTICAL 601' }), 'the property modelId');
  });

  await ui.step('Make an equipment of the meter, with all everyday items', async () => {
    await ui.tab('Channels');
    await ui.shown('text="Add Equipment to Model"').first().click();
    await ui.seeTitle('Add Items from Thing');
    await ui.shown('li', { hasText: /^\s*Name/ }).locator('input').first().fill(EQUIPMENT);
    await ui.shown('text="Select All"').first().click();
    await ui.until(`the name ${EQUIPMENT}_HeatEnergy for an item`, async () => (await ui.shown('input')
      .evaluateAll((inputs) => inputs.map((input) => input.value))).includes(`${EQUIPMENT}_HeatEnergy`));
    await ui.picture('equipment', 760);
    await ui.shown('text="Add to Model"').last().click();
    await ui.seeTitle('MULTICAL 601');
  });

  const energy = `a heat energy of ${meter.heatEnergy} ${meter.heatEnergyUnit}, as the simulated meter has it,`;
  await ui.step(`The channel shows ${energy.slice(2, -1)}`, async () => {
    await ui.shown('text="Heat Energy"').first().click();
    const item = ui.row(`${EQUIPMENT}_HeatEnergy`);
    await ui.until(`${energy} beside the channel`,
      async () => await item.count() > 0 && meter.isHeatEnergy(await item.locator('.item-after').first().innerText()),
      60);
    await ui.picture('channels', 860);
  });

  await ui.step('So does the new item, and no other has it', async () => {
    await ui.menu(['Items', 'Items']);
    const item = (name) => ui.shown('li', { has: ui.page.getByText(`${EQUIPMENT}_${name}`, { exact: true }) }).last()
      .locator('.item-after').first();
    await ui.until(`${energy} beside the item`, async () => await item('HeatEnergy').count() > 0
      && meter.isHeatEnergy(await item('HeatEnergy').innerText()));
    // the page shows the states of the moment at which it was opened
    await ui.until('what was used today beside an item of its own', async () => {
      await ui.menu(['Things', 'Things'], ['Items', 'Items']);
      return await item('HeatEnergyToday').count() > 0
        && /^[0.]+\d* GJ$/.test((await item('HeatEnergyToday').innerText()).trim());
    }, 60);
  });

  await card(ui, PAGE, CARD);
};
