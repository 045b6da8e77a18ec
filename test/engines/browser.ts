/** Runs the check in a browser: serves the built pages, starts the browser on the first, waits for the verdict. */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { Verdict } from './check.js';
import { inBrowser } from './launch.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** Headers of every answer but the first page: the second page is cross-origin isolated. */
const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

const PAGES = ['page.html', 'isolated.html'];

/** Bundles the pages as an application would, workers included, into `folder`. */
export async function buildPage(folder: string): Promise<void> {
  await build({
    root: fileURLToPath(new URL('.', import.meta.url)),
    logLevel: 'warn',
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      rolldownOptions: {
        input: PAGES.map((name) => fileURLToPath(new URL(name, import.meta.url))),
      },
    },
    worker: { format: 'es' },
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** Serves `page` and `bundle` on a free local port; `verdict` settles when the page has posted one. */
async function serve(page: string, bundle: string) {
  let settle: (verdict: Verdict) => void = () => {};
  const verdict = new Promise<Verdict>((resolve) => {
    settle = resolve;
  });
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    if (path === '/verdict') {
      settle(JSON.parse(await bodyOf(request)));
      response.end();
      return;
    }
    try {
      const content = path === '/bundle.json' ? bundle : readFileSync(join(page, path));
      response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
      if (path !== `/${PAGES[0]}`)
        for (const [name, value] of Object.entries(ISOLATION)) response.setHeader(name, value);
      response.end(content);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/page.html`, verdict, close: () => server.close() };
}

/**
 * Starts `command` with `args(profile, url)` and returns what the page found. Rejects when the browser ends or
 * `timeoutSeconds` pass without a verdict.
 */
export async function checkInBrowser(
  command: string,
  args: (profile: string, url: string) => readonly string[],
  page: string,
  bundle: string,
  timeoutSeconds: number,
): Promise<Verdict> {
  const { url, verdict, close } = await serve(page, bundle);
  try {
    return await inBrowser(command, (profile) => args(profile, url), verdict, timeoutSeconds);
  } finally {
    close();
  }
}
