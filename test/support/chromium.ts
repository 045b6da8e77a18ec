/** A Chromium of the system, for tests in a browser. */
import { type Browser, chromium } from 'playwright-core';
import { findProgram } from './program.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

const ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Its path, or undefined when there is none on the PATH. */
export function findChromium(): string | undefined {
  return findProgram(NAMES);
}

/** Starts the browser at `path`. */
export function startChromium(path: string): Promise<Browser> {
  return chromium.launch({ executablePath: path, args: ARGS });
}
