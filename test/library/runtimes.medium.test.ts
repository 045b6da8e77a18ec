/** Runtimes with missing or forbidden features, each in its own process: operations work, or reject with a code. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const DIST = new URL('../../dist/', import.meta.url).href;

interface Run {
  readonly flags?: readonly string[];
  readonly env?: Record<string, string>;
  /** A shell command to run before. */
  readonly shell?: string;
  /** The library that the script imports. */
  readonly dist?: string;
}

/** Runs a script in which `foresay` is the library. Returns the lines that it prints. */
async function script(text: string, { flags = [], env, shell, dist = DIST }: Run = {}) {
  const code = `
    const dist = ${JSON.stringify(dist)};
    const warnings = [];
    process.on('warning', ({ name, message }) => { if (name !== 'ExperimentalWarning') console.log('warning', message); });
    ${text}`;
  const node = [...flags, '--input-type=module', '-e', code];
  const [program, args] = shell
    ? ['sh', ['-c', `${shell}; exec "$@"`, 'sh', process.execPath, ...node]]
    : [process.execPath, node];
  // A process that hangs is killed, which makes execFile reject.
  const { stdout } = await run(program, args, {
    timeout: 30_000,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  });
  return stdout.trim().split('\n');
}

/** A round trip on two threads; prints whether it was right, and the codes of the warnings. */
const ROUND_TRIP = `
  const foresay = await import(dist + 'node/index.js');
  const data = new TextEncoder().encode('so it goes '.repeat(300));
  const told = [];
  const options = { model: 'lstm(16x1)', blockSize: 1000, threads: 2, onWarning: (one) => told.push(one) };
  const back = await foresay.decompress(await foresay.compress(data, options), options);
  console.log([Buffer.compare(back, data), ...told.map(({ code }) => code)].join(' '));
  for (const { message } of told) console.log(message);
`;

describe('a process', () => {
  it.each([
    ['of no flags', {}],
    ['that warns of what is old', { flags: ['--throw-deprecation', '--trace-warnings'] }],
    ['with NODE_OPTIONS', { env: { NODE_OPTIONS: '--max-old-space-size=100 --no-warnings' } }],
    ['without the trap handler', { env: { NODE_OPTIONS: '--disable-wasm-trap-handler' } }],
    ['with a loader', { flags: ['--import', 'data:text/javascript,globalThis.loaded = true'] }],
  ])('%s uses workers', async (_about, how: Run) => {
    expect(await script(ROUND_TRIP, how)).toEqual(['0']);
  });

  it('that may not start workers works without them and warns', async () => {
    const stable = process.allowedNodeEnvironmentFlags.has('--permission');
    const flags = [stable ? '--permission' : '--experimental-permission', '--allow-fs-read=*'];
    const [result, message] = await script(ROUND_TRIP, { flags });
    expect(result).toBe('0 NO_WORKERS');
    expect(message).toContain('the calling thread does the work');
  });

  it('that may not read the properties of the machine assumes a modest one', async () => {
    const asked = `
      import os from 'node:os';
      import { syncBuiltinESMExports } from 'node:module';
      const refuse = () => { throw new Error('Requires sys access'); };
      Object.assign(os, { availableParallelism: refuse, totalmem: refuse });
      process.constrainedMemory = refuse;
      syncBuiltinESMExports();`;
    const options = `
      const { nodePlatform } = await import(dist + 'node/platform.js');
      console.log(nodePlatform.threads() >= 1, nodePlatform.memory());`;
    expect(await script(asked + ROUND_TRIP + options)).toEqual(['0', `true ${2 ** 31}`]);
  });

  it('without WebAssembly gets an error with a code', async () => {
    const text = `
      const { codecModule } = await import(dist + 'codec/module.js');
      const { initialize } = await import(dist + 'workers/initialize.js');
      console.log(await codecModule().catch(({ code, message }) => code + ' ' + message));
      try { initialize({ codec: {} }); } catch ({ code }) { console.log(code); }`;
    const [compiling, initializing] = await script(text, { flags: ['--jitless'] });
    expect(compiling).toMatch(/^ENGINE .*--jitless/);
    expect(initializing).toBe('INVALID_OPTION');
  });

  it('that may not compile from bytes gets an error that names initialize()', async () => {
    const text = `
      const refuse = async () => { throw new WebAssembly.CompileError('code generation disallowed'); };
      const { compile } = WebAssembly;
      WebAssembly.compile = refuse;
      const { codecModule } = await import(dist + 'codec/module.js');
      const { initialize } = await import(dist + 'workers/initialize.js');
      const { readFile } = await import('node:fs/promises');
      console.log(await codecModule().catch(({ code, message }) => code + ' ' + message));
      initialize({ codec: await compile(await readFile(new URL(dist + 'codec/codec.wasm'))) });
      console.log((await codecModule()) instanceof WebAssembly.Module);`;
    const [refused, given] = await script(text);
    expect(refused).toMatch(/^ENGINE .*'wasm-unsafe-eval'.* initialize\(\)/);
    expect(given).toBe('true');
  });

  it.skipIf(process.platform !== 'linux')(
    'with little address space gets an error that says what to do',
    async () => {
      const text = `
        const { codecModule } = await import(dist + 'codec/module.js');
        const { Codec } = await import(dist + 'codec/codec.js');
        const module = await codecModule();
        try { for (let i = 0; i < 3; i++) globalThis['codec' + i] = new Codec(module); console.log('done'); }
        catch ({ code, message }) { console.log(code, message); }`;
      const shell = 'ulimit -v 12000000';
      expect((await script(text, { shell }))[0]).toMatch(
        /^MEMORY_LIMIT .*NODE_OPTIONS=--disable-wasm-trap-handler/,
      );
      const env = { NODE_OPTIONS: '--disable-wasm-trap-handler' };
      expect(await script(text, { shell, env })).toEqual(['done']);
    },
  );

  it.skipIf(process.platform !== 'linux')(
    'with too little address space for a worker starts none: Node would end the process',
    async () => {
      const text = `
        const { nodePlatform } = await import(dist + 'node/platform.js');
        try { nodePlatform.startWorker(); console.log('started'); process.exit(); }
        catch ({ message }) { console.log(message); }`;
      expect(await script(text, { shell: 'ulimit -v 2500000' })).toEqual([
        'too little address space is left for a worker (ulimit -v)',
      ]);
      expect(await script(text, { shell: 'ulimit -v 5000000' })).toEqual(['started']);
    },
  );

  it('gets no warning of a leak with many threads and operations', async () => {
    const text = `
      const foresay = await import(dist + 'node/index.js');
      const data = new TextEncoder().encode('so it goes '.repeat(600));
      const { signal } = new AbortController();
      const options = { model: 'lstm(16x1)', blockSize: 200, threads: 24, signal };
      const archive = await foresay.compress(data, options);
      const many = { ...options, blockSize: 4000, threads: 1 };
      const archives = await Promise.all(Array.from({ length: 24 }, () => foresay.compress(data, many)));
      const back = await foresay.decompress(archive, options);
      const streams = Array.from({ length: 24 }, () => foresay.createCompress(many));
      for (const stream of streams) stream.resume().end(data);
      await Promise.all(streams.map((stream) => new Promise((done) => stream.on('end', done))));
      console.log(Buffer.compare(back, data), archives.length);`;
    expect(await script(text, { flags: ['--trace-warnings'] })).toEqual(['0 24']);
  });
});

describe('beside the bundle', () => {
  let folder = '';
  const dist = () => `${pathToFileURL(folder).href}/`;
  const place = (text: string) => writeFile(join(folder, 'node/foresay-worker.js'), text);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'foresay-bundle-'));
    await cp(fileURLToPath(new URL('node', DIST)), join(folder, 'node'), { recursive: true });
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    expect(await readdir(join(folder, 'node'))).toContain('foresay-worker.js');
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are all files that it needs', async () => {
    // There are no files outside of the folder.
    expect(await script(ROUND_TRIP, { dist: dist() })).toEqual(['0']);
  });

  it.each([
    [
      'another program',
      "import { parentPort } from 'node:worker_threads'; parentPort.postMessage('hi');",
      'not the worker of foresay',
    ],
    ['a program that ends', '', 'it exited with code 0'],
    ['a program that fails', "throw new Error('out of luck');", 'out of luck'],
    ['a program that does not parse', '%', 'Unexpected token'],
  ])('%s is not taken for the worker', async (_about, text, why) => {
    await place(text);
    const [result, message] = await script(ROUND_TRIP, { dist: dist() });
    expect(result).toBe('0 NO_WORKERS');
    expect(message).toContain(why);
  });

  it('the worker file may be missing, or lie elsewhere', async () => {
    await rm(join(folder, 'node/foresay-worker.js'));
    const [result, message] = await script(ROUND_TRIP, { dist: dist() });
    expect(result).toBe('0 NO_WORKERS');
    expect(message).toContain('foresay-worker.js');
    const worker = JSON.stringify(`${DIST}node/foresay-worker.js`);
    for (const source of [
      worker,
      `new URL(${worker})`,
      `() => new Worker(new URL(${worker}), { execArgv: [] })`,
    ]) {
      const initialized = `
        import { Worker } from 'node:worker_threads';
        (await import(dist + 'node/index.js')).initialize({ worker: ${source} });`;
      expect(await script(initialized + ROUND_TRIP, { dist: dist() })).toEqual(['0']);
    }
  });
});
