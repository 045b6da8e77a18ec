/** How the application is built, or served without a build: as each tool's documentation says, with its defaults. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, rename, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withPackages } from '../engines/packages.js';
import { type Served, serveFolder } from '../support/static-server.js';
import type { Bundling } from './cells.js';

const run = promisify(execFile);

const TOOLS = {
  'vite 8': { vite: '8.3.8' },
  'vite 7': { vite: '7.3.8' },
  webpack: { webpack: '5.113.0', 'webpack-cli': '7.3.1' },
  esbuild: { esbuild: '0.28.2' },
  rollup: { rollup: '4.68.8', '@rollup/plugin-node-resolve': '16.0.3' },
};

/** A tool's JavaScript file, installed at the first use. */
function tool(name: keyof typeof TOOLS, file: string): string {
  return join(withPackages(TOOLS[name]), 'node_modules', file);
}

export type Headers = Readonly<Record<string, string>>;

/** The application, built or not, ready to be opened. */
export interface Site {
  /** What a policy must name besides: hashes of the scripts inside the page. */
  readonly hashes: readonly string[];
  /** Serves it with these headers on a free local port. */
  serve(headers: Headers): Promise<Served>;
}

/** Builds the application of `project`, whose compiled scripts lie in `project/app`, inside `project/folder`. */
type Make = (project: string, folder: string) => Promise<Site>;

const pageWith = (inside: string, main: string) => `<!doctype html>
<meta charset="utf-8">
<title>foresay in an application</title>
${inside}<script src="./early.js"></script>
<script type="module" src="${main}"></script>
`;

/** A worker of the application's own, with the name that is most common. */
const FOREIGN_WORKER = "onmessage = () => {};\npostMessage('the worker of the application');\n";

/** Puts the page, and what the application serves as it is, into `folder`. */
async function writePage(project: string, folder: string, publicFolder: string, inside = '') {
  const files = join(folder, publicFolder);
  await mkdir(files, { recursive: true });
  await writeFile(join(folder, 'index.html'), pageWith(inside, './page.js'));
  await cp(join(project, 'app/early.js'), join(files, 'early.js'));
  await writeFile(join(files, 'worker.js'), FOREIGN_WORKER);
}

function viteFolder(version: 'vite 7' | 'vite 8', exclude: readonly string[] = []) {
  return async (project: string, folder: string): Promise<string> => {
    await writePage(project, folder, 'public');
    for (const name of ['page.js', 'jobs.js'])
      await cp(join(project, 'app', name), join(folder, name));
    const config = {
      logLevel: 'error',
      build: { target: 'es2022', reportCompressedSize: false },
      optimizeDeps: { exclude },
    };
    await writeFile(
      join(folder, 'vite.config.js'),
      `export default { ...${JSON.stringify(config)}, server: { headers: JSON.parse(process.env.HEADERS ?? '{}') } };\n`,
    );
    return tool(version, 'vite/bin/vite.js');
  };
}

function viteBuild(version: 'vite 7' | 'vite 8'): Make {
  return async (project, folder) => {
    const vite = await viteFolder(version)(project, folder);
    await run(process.execPath, [vite, 'build'], { cwd: folder });
    return fromFolder(join(folder, 'dist'));
  };
}

function viteDev(
  version: 'vite 7' | 'vite 8',
  exclude?: readonly string[],
  main: (folder: string) => Promise<void> = async () => {},
): Make {
  return async (project, folder) => {
    const vite = await viteFolder(version, exclude)(project, folder);
    await main(folder);
    return { hashes: [], serve: (headers) => serveWithVite(vite, folder, headers) };
  };
}

/** The application starts the worker itself, by the name that the package gives it. */
async function giveWorker(folder: string): Promise<void> {
  const main = join(folder, 'page.js');
  await rename(main, join(folder, 'work.js'));
  await writeFile(
    main,
    `import { initialize } from 'foresay';
import ForesayWorker from 'foresay/worker?worker';
initialize({ worker: () => new ForesayWorker() });
await import('./work.js');
`,
  );
}

/** The first visit of a server finds nothing prepared: --force forgets what an earlier one has. */
async function serveWithVite(vite: string, folder: string, headers: Headers): Promise<Served> {
  const port = await freePort();
  const server = spawn(
    process.execPath,
    [vite, '--port', `${port}`, '--strictPort', '--host', '127.0.0.1', '--force'],
    { cwd: folder, env: { ...process.env, HEADERS: JSON.stringify(headers) }, stdio: 'ignore' },
  );
  const url = `http://127.0.0.1:${port}/`;
  await answers(url, server);
  return { url, close: () => server.kill() };
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    try {
      await (await fetch(`${url}early.js`)).text();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`the server ended with code ${server.exitCode}`);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const webpack: Make = async (project, folder) => {
  await writePage(project, folder, '.');
  const config = join(folder, 'webpack.config.cjs');
  const settings = {
    mode: 'production',
    entry: join(project, 'app/page.js'),
    output: { path: folder, filename: 'page.js' },
    performance: { hints: false },
  };
  await writeFile(config, `module.exports = ${JSON.stringify(settings)};\n`);
  await run(process.execPath, [tool('webpack', 'webpack-cli/bin/cli.js'), '--config', config], {
    cwd: project,
  });
  return fromFolder(folder);
};

const esbuild: Make = async (project, folder) => {
  await writePage(project, folder, '.');
  const entry = join(project, 'app/page.js');
  await run(
    process.execPath,
    [
      tool('esbuild', 'esbuild/bin/esbuild'),
      entry,
      '--bundle',
      '--format=esm',
      `--outdir=${folder}`,
    ],
    { cwd: project },
  );
  return fromFolder(folder);
};

const rollup: Make = async (project, folder) => {
  await writePage(project, folder, '.');
  const resolve = tool('rollup', '@rollup/plugin-node-resolve/dist/es/index.js');
  const config = join(folder, 'rollup.config.mjs');
  await writeFile(
    config,
    `import resolve from ${JSON.stringify(resolve)};
export default {
  input: ${JSON.stringify(join(project, 'app/page.js'))},
  output: { dir: ${JSON.stringify(folder)}, format: 'es' },
  plugins: [resolve({ browser: true })],
};
`,
  );
  await run(process.execPath, [tool('rollup', 'rollup/dist/bin/rollup'), '--config', config], {
    cwd: project,
  });
  return fromFolder(folder);
};

/** As README says: the worker's file is copied beside the bundle. */
function withWorker(make: Make): Make {
  return async (project, folder) => {
    const site = await make(project, folder);
    const worker = 'foresay-worker.js';
    await cp(join(project, 'node_modules/foresay/dist/web', worker), join(folder, worker));
    return site;
  };
}

/** No tool at all: the browser finds the package by an import map. */
const importMap: Make = async (project, folder) => {
  const map = JSON.stringify({ imports: { foresay: './foresay/dist/web/index.js' } });
  await writePage(project, folder, '.', `<script type="importmap">${map}</script>\n`);
  for (const name of ['page.js', 'jobs.js'])
    await cp(join(project, 'app', name), join(folder, name));
  await cp(join(project, 'node_modules/foresay'), join(folder, 'foresay'), { recursive: true });
  const hash = createHash('sha256').update(map).digest('base64');
  return { ...fromFolder(folder), hashes: [`sha256-${hash}`] };
};

function fromFolder(folder: string): Site {
  return { hashes: [], serve: (headers) => serveFolder(folder, headers) };
}

export const MAKERS: Readonly<Record<Bundling, Make>> = {
  'vite 8 build': viteBuild('vite 8'),
  'vite 8 dev': viteDev('vite 8'),
  'vite 7 build': viteBuild('vite 7'),
  'vite 7 dev': viteDev('vite 7'),
  'vite 7 dev, excluded': viteDev('vite 7', ['foresay']),
  'vite 7 dev, worker given': viteDev('vite 7', [], giveWorker),
  'webpack 5': webpack,
  esbuild,
  'esbuild, worker copied': withWorker(esbuild),
  rollup,
  'rollup, worker copied': withWorker(rollup),
  'import map': importMap,
};
