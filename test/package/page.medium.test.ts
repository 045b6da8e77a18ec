/** The package's files in a page, as they are: no bundler, no import map. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, startChromium } from '../support/chromium.js';
import { serveFolder } from '../support/static-server.js';

const CHROMIUM = findChromium();
const WEB = fileURLToPath(new URL('../../dist/web', import.meta.url));

/** Another program's worker, which talks. */
const FOREIGN = "postMessage('ready'); onmessage = ({ data }) => postMessage(data);";

/** `run` makes a round trip on two threads; `worker` is what initialize() is given, as JavaScript. */
const PAGE = `<!doctype html><title>foresay</title><script type="module">
  import * as foresay from './lib/index.js';
  globalThis.run = async (worker) => {
    if (worker) foresay.initialize({ worker: new Function('return ' + worker)() });
    const data = new TextEncoder().encode('the sea, the sea, the open sea! '.repeat(40));
    const warnings = [];
    const options = { model: 'lstm(16x1)', blockSize: 500, threads: 2, onWarning: (one) => warnings.push(one) };
    const back = await foresay.decompress(await foresay.compress(data, options), options);
    return { same: String(back) === String(data), warnings: warnings.map(({ code, message }) => code + ' ' + message) };
  };
</script>`;

interface Outcome {
  readonly same: boolean;
  readonly warnings: readonly string[];
  readonly workers: number;
}

describe.skipIf(!CHROMIUM)(
  `a page without a bundler${CHROMIUM ? '' : ' (skipped: no Chromium on the PATH)'}`,
  () => {
    let folder = '';
    let browser: Browser;
    let server: Awaited<ReturnType<typeof serveFolder>>;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'foresay-page-'));
      await cp(WEB, join(folder, 'lib'), { recursive: true });
      await cp(join(WEB, 'foresay-worker.js'), join(folder, 'elsewhere.js'));
      await writeFile(join(folder, 'index.html'), PAGE);
      server = await serveFolder(folder);
      browser = await startChromium(CHROMIUM as string);
    });

    afterAll(async () => {
      await browser.close();
      server.close();
      await rm(folder, { recursive: true, force: true });
    });

    const worker = (text: string) => writeFile(join(folder, 'lib/foresay-worker.js'), text);

    async function visit(
      given?: string,
      prepare?: (page: Page) => Promise<unknown>,
    ): Promise<Outcome> {
      const page = await browser.newPage();
      let workers = 0;
      page.on('worker', () => workers++);
      await prepare?.(page);
      await page.goto(server.url);
      await page.waitForFunction(() => 'run' in globalThis);
      const result = await page.evaluate(
        (source) =>
          (globalThis as unknown as { run(source?: string): Promise<Outcome> }).run(source),
        given,
      );
      await page.close();
      return { ...result, workers };
    }

    it('uses workers', async () => {
      expect(await visit()).toEqual({ same: true, warnings: [], workers: 2 });
    });

    it.each([
      ['another program', FOREIGN, 'not the worker of foresay'],
      ['a file that does not parse', '%', 'could not be loaded'],
    ])('does not take %s for its worker', async (_about, text, why) => {
      await worker(text);
      const { same, warnings } = await visit();
      expect(same).toBe(true);
      expect(warnings).toEqual([expect.stringMatching(new RegExp(`^NO_WORKERS .*${why}`))]);
    });

    it('does without when there is no file, and takes one from elsewhere', async () => {
      await rm(join(folder, 'lib/foresay-worker.js'));
      const missing = await visit();
      expect(missing.same).toBe(true);
      expect(missing.warnings).toEqual([expect.stringContaining('could not be loaded')]);
      for (const source of [
        "'/elsewhere.js'",
        "new URL('elsewhere.js', document.baseURI)",
        "() => new Worker('/elsewhere.js', { type: 'module' })",
      ])
        expect(await visit(source)).toEqual({ same: true, warnings: [], workers: 2 });
    });

    it('does without where the policy of the page forbids workers', async () => {
      const forbid = (page: Page) =>
        page.route(server.url, async (route) => {
          const response = await route.fetch();
          const headers = { ...response.headers(), 'content-security-policy': "worker-src 'none'" };
          await route.fulfill({ response, headers });
        });
      const { same, warnings, workers } = await visit("'/elsewhere.js'", forbid);
      expect(same).toBe(true);
      expect(warnings).toHaveLength(1);
      expect(workers).toBe(0);
    });
  },
);
