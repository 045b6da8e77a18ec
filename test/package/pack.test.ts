/** The package as its users get it: packed, installed into an empty project, used from Node, TypeScript and a browser. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build, createServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORMAT_VERSION, MAGIC } from '#dist/archive/format.js';
import { findChromium, startChromium } from '../support/chromium.js';
import { serveFolder } from '../support/static-server.js';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CHROMIUM = findChromium();
let project = '';

/** What every consumer here does: some text in several blocks, the archive as hexadecimal digits. */
const CONSUMER = `
  const data = new TextEncoder().encode('the sea, the sea, the open sea! '.repeat(40));
  const options = { model: 'lstm(16x1)', blockSize: 500 };
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
`;

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
  // Without scripts: the package was built before the tests, and others may be using what was built.
  const packed = await run(
    'npm',
    ['pack', '--json', '--ignore-scripts', `--pack-destination=${project}`],
    { cwd: ROOT },
  );
  const [{ filename }] = JSON.parse(packed.stdout);
  await write('package.json', JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', `./${filename}`], {
    cwd: project,
  });
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

  it.each([
    ['nodenext', "import { createCompress } from 'foresay'; export const node = createCompress();"],
    ['bundler', ''],
  ])('has types for %s resolution', async (resolution, extra) => {
    await write(
      'typed.ts',
      `import { type ArchiveInfo, compress, CompressStream, type ErrorCode, ForesayError, inspect } from 'foresay';
      ${extra}
      export async function use(file: File): Promise<ErrorCode | ArchiveInfo> {
        try {
          const stream: ReadableStream<Uint8Array> = file.stream().pipeThrough(new CompressStream({ level: 2 }));
          const archive: Uint8Array = await compress(new Uint8Array(9), { onProgress: ({ bytesIn }) => bytesIn });
          // @ts-expect-error a level is a number
          await compress(archive, { level: 'best' });
          return await inspect(stream);
        } catch (error) {
          if (error instanceof ForesayError) return error.code;
          throw error;
        }
      }`,
    );
    const module = resolution === 'bundler' ? 'esnext' : 'nodenext';
    await write(
      'tsconfig.json',
      JSON.stringify({
        compilerOptions: {
          module,
          moduleResolution: resolution,
          target: 'es2022',
          lib: ['es2022', 'dom', 'dom.iterable'],
          strict: true,
          exactOptionalPropertyTypes: true,
          noEmit: true,
          // Once is enough to check the declarations themselves.
          skipLibCheck: resolution === 'bundler',
          typeRoots: [join(ROOT, 'node_modules/@types')],
          types: ['node'],
        },
        files: ['typed.ts'],
      }),
    );
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const result = await run(process.execPath, [tsc, '-p', project]).catch((error) => error);
    expect(result.stdout).toBe('');
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
          ${CONSUMER}
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

type Page = { roundTrip?: (threads: number) => Promise<unknown> };

/** Opens the page and has it make a round trip without workers and one with two. */
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
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
  }
}
