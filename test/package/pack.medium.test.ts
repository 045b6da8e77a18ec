/** The package as its users get it: packed, installed into an empty project, used from Node, TypeScript and a browser. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build, createServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORMAT_VERSION, MAGIC } from '#dist/archive/format.js';
import { findChromium, startChromium } from '../support/chromium.js';
import { installInto, pack } from '../support/project.js';
import { serveFolder } from '../support/static-server.js';
import { type Surroundings, typeErrors } from '../support/typed-consumer.js';

const run = promisify(execFile);
const CHROMIUM = findChromium();
let project = '';

/** What every consumer here does: some text in several blocks, the archive as hexadecimal digits. */
const CONSUMER = `
  const data = new TextEncoder().encode('the sea, the sea, the open sea! '.repeat(40));
  const options = { model: 'lstm(16x1)', blockSize: 500 };
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
`;

/** Training on a few batches: the costs, and how many threads there were. */
const TRAINER = `
  async function run(Trainer, threads) {
    const trainer = await Trainer.create({ width: 16, rows: 8, length: 8, threads });
    const costs = [];
    for (let batch = 0; batch < 40; batch++) {
      trainer.symbols.forEach((_, i, all) => { all[i] = (i >> 4) & 1; });
      costs.push(trainer.train(8, 0.02));
    }
    await trainer.close();
    return { threads: trainer.threads, costs };
  }`;

async function write(name: string, text: string): Promise<string> {
  const path = join(project, name);
  await writeFile(path, text);
  return path;
}

/** The archive that the installed package makes in Node. */
async function archiveFromNode(): Promise<string> {
  const path = await write(
    'node.mjs',
    `import { compress, decompress, createCompress } from 'foresay';
    ${CONSUMER}
    const archive = await compress(data, options);
    if (hex(await decompress(archive)) !== hex(data)) throw new Error('not the same');
    if (typeof createCompress !== 'function') throw new Error('not the entry for Node');
    console.log(hex(archive));`,
  );
  return (await run(process.execPath, [path])).stdout.trim();
}

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'foresay-pack-'));
  await installInto(project, await pack(project));
}, 120_000);

afterAll(() => rm(project, { recursive: true, force: true }));

describe('the package, installed,', () => {
  it('works in Node', async () => {
    const start = Buffer.of(...MAGIC, FORMAT_VERSION).toString('hex');
    expect((await archiveFromNode()).slice(0, start.length)).toBe(start);
  });

  it('offers the codec as a file', async () => {
    const path = await write(
      'wasm.mjs',
      `import { readFile } from 'node:fs/promises';
      import { compress, initialize } from 'foresay';
      const file = await readFile(new URL(import.meta.resolve('foresay/codec.wasm')));
      initialize(await WebAssembly.compile(file));
      console.log((await compress(new Uint8Array(100), { threads: 0 })).length > 0);`,
    );
    expect((await run(process.execPath, [path])).stdout.trim()).toBe('true');
  });

  it('trains in Node, on two threads to the same bits', async () => {
    const path = await write(
      'train.mjs',
      `import { ForesayError } from 'foresay';
      import { Trainer } from 'foresay/train';
      ${TRAINER}
      const runs = [await run(Trainer, 1), await run(Trainer, 2)];
      const error = await Trainer.create({ width: 1 }).catch((cause) => cause);
      console.log(JSON.stringify([...runs, error instanceof ForesayError]));`,
    );
    const [one, two, same] = JSON.parse((await run(process.execPath, [path])).stdout);
    expect([one.threads, two.threads, same]).toEqual([1, 2, true]);
    expect(two.costs).toEqual(one.costs);
    expect(one.costs.at(-1)).toBeLessThan(one.costs[0] / 2);
  });

  // Every resolution and version of TypeScript: npm run test:package.
  it.each<Surroundings>([
    { resolution: 'bundler', declarations: ['dom', 'node'] },
    { resolution: 'nodenext', declarations: ['dom'] },
    { resolution: 'nodenext', declarations: ['node'] },
  ])('has types for $resolution resolution beside those of $declarations', async (surroundings) => {
    expect(await typeErrors(project, surroundings)).toBe('');
  });

  it('declares nothing that TypeScript before 5.7 cannot read', async () => {
    const dist = join(project, 'node_modules/foresay/dist');
    const names = (await readdir(dist, { recursive: true })).filter((name) =>
      name.endsWith('.d.ts'),
    );
    expect(names).toContain('types.d.ts');
    for (const name of names)
      expect(await readFile(join(dist, name), 'utf8'), name).not.toMatch(/Uint8Array</);
  });

  describe.skipIf(!CHROMIUM)(
    `in a browser${CHROMIUM ? '' : ' (skipped: no Chromium on the PATH)'}`,
    () => {
      beforeAll(async () => {
        await mkdir(join(project, 'page'));
        await write(
          'page/index.html',
          '<!doctype html><title>foresay</title><script type="module" src="./main.js"></script>',
        );
        await write(
          'page/main.js',
          `import { compress, decompress } from 'foresay';
          import { Trainer } from 'foresay/train';
          ${CONSUMER}
          ${TRAINER}
          globalThis.train = () => run(Trainer, 2);
          globalThis.roundTrip = async (threads) => {
            const archive = await compress(data, { ...options, threads });
            const back = await decompress(archive, { threads });
            return { archive: hex(archive), same: hex(back) === hex(data) };
          };`,
        );
      });

      it('works, built with Vite', async () => {
        await build({
          root: join(project, 'page'),
          logLevel: 'error',
          build: { outDir: 'built', target: 'es2022' },
        });
        const server = await serveFolder(join(project, 'page/built'));
        try {
          await visit(server.url);
        } finally {
          server.close();
        }
      });

      // Vite 8 needs no configuration; older versions need the second.
      it.each([[[]], [['foresay']]])(
        'works from the server of Vite, %j excluded',
        async (exclude) => {
          const server = await createServer({
            root: join(project, 'page'),
            cacheDir: join(project, `cache-${exclude.length}`),
            logLevel: 'error',
            optimizeDeps: { exclude },
          });
          try {
            await server.listen();
            await visit(server.resolvedUrls?.local[0] as string);
          } finally {
            await server.close();
          }
        },
      );
    },
  );
});

type Page = {
  roundTrip?: (threads: number) => Promise<unknown>;
  train?: () => Promise<{ threads: number; costs: number[] }>;
};

/** Opens the page and has it make a round trip without workers and one with two, and train. */
async function visit(url: string): Promise<void> {
  const browser = await startChromium(CHROMIUM as string);
  try {
    const page = await browser.newPage();
    const errors: unknown[] = [];
    page.on('pageerror', (error) => errors.push(error));
    page.on('requestfailed', (request) => errors.push(request.url()));
    let workers = 0;
    page.on('worker', () => workers++);
    await page.goto(url);
    // A server that prepares the package at the first request may load the page again.
    await page.waitForFunction(() => (globalThis as Page).roundTrip !== undefined);
    const expected = { archive: await archiveFromNode(), same: true };
    const roundTrip = (threads: number) =>
      page.evaluate((count) => (globalThis as Page).roundTrip?.(count), threads);
    expect(await roundTrip(0)).toEqual(expected);
    expect(workers).toBe(0);
    expect(await roundTrip(2)).toEqual(expected);
    expect(workers).toBe(2);
    // The thread of a page must not wait for other threads.
    const trained = await page.evaluate(() => (globalThis as Page).train?.());
    expect(trained?.threads).toBe(1);
    expect(trained?.costs).toHaveLength(40);
    expect(workers).toBe(2);
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
  }
}
