/** A Redis of the test's own: on the loopback device, a free port, nothing on disk. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

export const HAS_REDIS = spawnSync('redis-server', ['--version']).error === undefined;

export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startRedis(port?: number): Promise<TestRedis> {
  const at = port ?? (await freePort());
  const server = spawn(
    'redis-server',
    ['--bind', '127.0.0.1', '--port', String(at), '--save', '', '--appendonly', 'no'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await ready(server);
  return {
    url: `redis://127.0.0.1:${at}`,
    async stop() {
      server.kill('SIGKILL');
      if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    },
  };
}

/** Waits for the line with which the server says that it takes connections. */
async function ready(server: ChildProcess): Promise<void> {
  let out = '';
  for await (const chunk of server.stdout ?? []) {
    out += chunk;
    if (/ready to accept connections/i.test(out)) break;
  }
  if (!/ready to accept connections/i.test(out)) throw new Error(`redis-server: ${out}`);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('there is no port');
  return address.port;
}
