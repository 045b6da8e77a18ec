/** A Chromium of the system, for tests in a browser. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

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
  const { PATH = '' } = process.env;
  const folders = PATH.split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Starts the browser at `path`. */
export function startChromium(path: string): Promise<Browser> {
  return chromium.launch({ executablePath: path, args: ARGS });
}
