/** The command `serve`: a page over a folder of runs. */
import { statSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Command } from 'commander';
import { LabError } from '../errors.js';
import { Interruption } from './interruption.js';
import { integerOption } from './options.js';

const PORT = 8765;
/** Ports that are tried, where none is given. */
const TRIED = 20;

interface Options {
  readonly port?: number;
  readonly host: string;
}

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('show the runs below a folder on a local page: live curves, tables, reports')
    .argument('[folder]', 'where the runs are', '.')
    .addOption(
      integerOption(
        '--port <n>',
        `0 is any free one (default: ${PORT} or the next free one)`,
        0,
        65_535,
      ),
    )
    .option(
      '--host <address>',
      'address to listen on; 0.0.0.0 shows the page to others',
      '127.0.0.1',
    )
    .action(serve);
}

async function serve(folder: string, { port, host }: Options): Promise<void> {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) throw new LabError(`${folder}: there is no such folder`);
  if (!found.isDirectory()) throw new LabError(`${folder} is not a folder`);
  const { folderServer } = await import('../serve/server.js');
  const local = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
  const server = folderServer(folder, { local });
  const interruption = new Interruption();
  try {
    await listen(server, host, port);
    console.log(`${folder}: ${addressOf(server)}\nCtrl-C ends it`);
    await ended(interruption.signal);
  } finally {
    interruption.close();
    server.close();
    // Pages stay connected for changes.
    server.closeAllConnections();
  }
}

function addressOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/`;
}

/** Throws LabError where the port is taken, or the address is not this machine's. */
async function listen(server: Server, host: string, given: number | undefined): Promise<void> {
  const last = given ?? PORT + TRIED - 1;
  for (let port = given ?? PORT; ; port++)
    try {
      return await listenOn(server, host, port);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE' && port < last) continue;
      throw new LabError(listenText(code, host, port));
    }
}

function listenText(code: string | undefined, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is taken; --port chooses another, 0 any free one`;
    case 'EACCES':
      return `port ${port} is reserved for the system; --port chooses another`;
    default:
      return `cannot listen on ${host}: ${code}`;
  }
}

function listenOn(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
