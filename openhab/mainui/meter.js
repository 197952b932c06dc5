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

/** What the simulated meter is and tells, as the text file says that it begins with. */
const IMAGE = 'src/test/resources/simulator/multical-601.meter';

/** A counter goes on while somebody looks; this is what hours of heating come to. */
const HOURS_OF_HEAT = 0.2;

/**
 * The simulated meter.
 */
class Meter {

  /**
   * @param port openHAB's name of the serial port that it is at
   */
  constructor(port) {
    this.port = port;
    this.image = fs.readFileSync(IMAGE, 'utf8');
    this.serialNumber = this.#found(/^serial\s+(\d+)/m)[1];
    const energy = this.#found(/^\s*60\s+\d+\s+([\d.]+)\s+(\S+)/m);
    this.heatEnergy = Number(energy[1]);
    this.heatEnergyUnit = energy[2];
  }

  /**
   * Tells whether a text has the heat energy that the meter has counted, with its unit.
   */
  isHeatEnergy(text) {
    const shown = text.match(/([\d.]+) ([A-Za-z]+)/);
    return shown !== null && shown[2] === this.heatEnergyUnit && Number(shown[1]) >= this.heatEnergy
      && Number(shown[1]) < this.heatEnergy + HOURS_OF_HEAT;
  }

  #found(pattern) {
    const found = this.image.match(pattern);
    if (found === null) {
      throw new Error(`${IMAGE} has nothing like ${pattern}`);
    }
    return found;
  }
}

module.exports = Meter;
