/**
 * A Firefox of the system, by its own protocol for remote control, Marionette: JSON over a socket. Playwright needs a Firefox of
 * its own making.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../../../test/support/program.js';
import type { Tab } from './tab.js';

const PROGRAM = findProgram(['firefox-esr', 'firefox']);

const START_SECONDS = 60;

/** Keys by WebDriver's numbers for them. */
const KEYS: Readonly<Record<string, string>> = {
  Tab: '\uE004',
  Enter: '\uE007',
  Home: '\uE011',
  End: '\uE010',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
};

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export class FirefoxTab implements Tab {
  readonly #firefox: ChildProcess;
  readonly #profile: string;
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiting>();
  #received: Buffer = Buffer.alloc(0);
  #requests = 0;

  private constructor(firefox: ChildProcess, profile: string, socket: Socket) {
    this.#firefox = firefox;
    this.#profile = profile;
    this.#socket = socket;
    socket.on('data', (bytes) => this.#receive(bytes));
  }

  /** Whether there is one on the PATH. */
  static readonly found = PROGRAM !== undefined;

  static async start(): Promise<Tab> {
    const profile = mkdtempSync(join(tmpdir(), 'foresay-firefox-'));
    writeFileSync(join(profile, 'user.js'), 'user_pref("marionette.port", 0);\n');
    const args = ['--headless', '--marionette', '--no-remote', '--profile', profile];
    const firefox = spawn(PROGRAM as string, args, { stdio: 'ignore', detached: true });
    try {
      const socket = connect(await portOf(profile), '127.0.0.1');
      const tab = new FirefoxTab(firefox, profile, socket);
      await tab.#send('WebDriver:NewSession', {});
      return tab;
    } catch (error) {
      await ended(firefox, profile);
      throw error;
    }
  }

  async open(url: string): Promise<void> {
    await this.#send('WebDriver:Navigate', { url });
  }

  async click(selector: string): Promise<void> {
    await this.#send('WebDriver:ElementClick', { id: await this.#find(selector) });
  }

  async press(key: string): Promise<void> {
    const value = KEYS[key] ?? key;
    const actions = ['keyDown', 'keyUp'].map((type) => ({ type, value }));
    await this.#send('WebDriver:PerformActions', {
      actions: [{ type: 'key', id: 'keyboard', actions }],
    });
  }

  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.#send('WebDriver:ExecuteScript', {
      script: `return ${expression}`,
      args: [],
    });
    return (answer as { value: unknown }).value;
  }

  async frameText(selector: string): Promise<string> {
    await this.#send('WebDriver:SwitchToFrame', { element: await this.#find('iframe') });
    try {
      const answer = await this.#send('WebDriver:GetElementText', {
        id: await this.#find(selector),
      });
      return (answer as { value: string }).value;
    } finally {
      await this.#send('WebDriver:SwitchToFrame', { id: null });
    }
  }

  /** Of the window; it has borders, and a least width. */
  async resize(width: number, height: number): Promise<void> {
    await this.#send('WebDriver:SetWindowRect', { width, height });
  }

  async close(): Promise<void> {
    this.#socket.destroy();
    await ended(this.#firefox, this.#profile);
  }

  async #find(selector: string): Promise<string> {
    const query = { using: 'css selector', value: selector };
    const { value } = (await this.#send('WebDriver:FindElement', query)) as { value: object };
    return Object.values(value)[0];
  }

  /** Sends `length:[0, id, command, parameters]`. */
  #send(command: string, parameters: object): Promise<unknown> {
    const id = ++this.#requests;
    const text = JSON.stringify([0, id, command, parameters]);
    this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** Takes whole messages `length:[1, id, error, result]`. The first message is an object, the greeting. */
  #receive(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (;;) {
      const colon = this.#received.indexOf(':');
      const end = colon + 1 + Number(this.#received.toString('latin1', 0, colon));
      if (colon < 0 || this.#received.length < end) return;
      const message = JSON.parse(this.#received.toString('utf8', colon + 1, end));
      this.#received = this.#received.subarray(end);
      if (!Array.isArray(message)) continue;
      const [, id, error, result] = message;
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === null) waiting?.resolve(result);
      else waiting?.reject(new Error(`${error.error}: ${error.message}`));
    }
  }
}

/** Ends Firefox and its processes, and removes the profile. */
async function ended(firefox: ChildProcess, profile: string): Promise<void> {
  const gone = new Promise((resolve) => firefox.on('exit', resolve));
  if (firefox.pid !== undefined) process.kill(-firefox.pid, 'SIGKILL');
  await gone;
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** Firefox writes the port into its profile. */
async function portOf(profile: string): Promise<number> {
  for (let tries = 0; tries < START_SECONDS * 20; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    try {
      return Number(readFileSync(join(profile, 'MarionetteActivePort'), 'utf8'));
    } catch {
      // It has not started yet.
    }
  }
  throw new Error(`Firefox has no port after ${START_SECONDS} s`);
}
