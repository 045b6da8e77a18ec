/** The page of `serve` by clicks and keys, in Chromium and in Firefox. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FirefoxTab } from './support/firefox-tab.js';
import { report, writeExperiment, writeTo, writeTraining } from './support/runs.js';
import { Served } from './support/served.js';
import { ChromiumTab, type Tab, waitFor } from './support/tab.js';

const texts = (selector: string) =>
  `[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.textContent)`;
const shown = (selector: string) => `document.querySelectorAll(${JSON.stringify(selector)}).length`;
const attribute = (selector: string, name: string) =>
  `document.querySelector(${JSON.stringify(selector)}).getAttribute('${name}')`;
const row = (key: string) => `.rows > [data-key="${key}"]`;
const NAMES = '.rows .title';
const LEGEND = '.legend .title';
const MESSAGE = '.curves-view .message';
/** Coloured lines of the chart. */
const LINES = '.chart [aria-label="line"] path';
const FOCUSED = 'document.activeElement.dataset.key';

const BROWSERS = [
  ['Chromium', ChromiumTab],
  ['Firefox', FirefoxTab],
] as const;

for (const [name, browser] of BROWSERS)
  describe.skipIf(!browser.found)(
    `the page in ${name}${browser.found ? '' : ' (skipped: not on the PATH)'}`,
    () => {
      let tab: Tab;
      let folder = '';
      let served: Served;

      beforeAll(async () => {
        folder = mkdtempSync(join(tmpdir(), 'foresay-page-'));
        served = await Served.start(folder);
        tab = await browser.start();
      }, 90_000);
      afterAll(async () => {
        await tab.close();
        await served.close();
        rmSync(folder, { recursive: true });
      });

      beforeEach(async () => {
        rmSync(join(folder, 'later'), { recursive: true, force: true });
        writeTraining(folder, 'gru-16');
        writeTraining(folder, 'gru-32', { hiddenSize: 32 });
        writeTo(folder, 'gru-32/result.json', { stopped: 'epochs' });
        writeExperiment(folder, 'coin');
        await tab.resize(1280, 800);
      });

      /** Opens the page anew; a change of the address behind `#` alone would not load it. */
      async function open(address: string): Promise<void> {
        await tab.open('about:blank');
        await tab.open(`${served.url}${address}`);
        await waitFor(tab, `${shown('.rows > *')} > 0`, true);
      }

      it('shows the curves of the runs that are clicked, and keeps them in the address', async () => {
        await open('#tab=curves');
        await tab.click('.heads .name button');
        await waitFor(tab, texts(NAMES), ['coin', 'gru-16', 'gru-32']);
        expect(await tab.evaluate(texts(MESSAGE))).toEqual([
          'Choose runs in the list to see their curves.',
        ]);
        await tab.click(row('gru-32'));
        // Training and validation.
        await waitFor(tab, shown(LINES), 2);
        await tab.click(row('group coin'));
        await waitFor(tab, texts(NAMES), ['coin', 'lstm-8', 'lstm-16', 'gru-16', 'gru-32']);
        await tab.click(row('coin/cases/lstm-8'));
        await waitFor(tab, shown(LINES), 3);
        expect(await tab.evaluate(texts(LEGEND))).toEqual(['gru-32', 'coin/cases/lstm-8']);
        expect(await tab.evaluate(attribute(row('gru-32'), 'aria-selected'))).toBe('true');
        await open(String(await tab.evaluate('location.hash')));
        await waitFor(tab, shown(LINES), 3);
        await tab.click('.legend li:first-child button');
        await waitFor(tab, texts(LEGEND), ['coin/cases/lstm-8']);
        await waitFor(tab, shown(LINES), 1);
        await tab.click('.clear');
        await waitFor(tab, shown('.chart svg'), 0);
      });

      it('draws on as a run goes on, and shows new runs', async () => {
        await open('#run=gru-16');
        await waitFor(tab, texts(`${row('gru-16')} .bits`), ['0.06validation']);
        await waitFor(tab, shown(LINES), 2);
        const drawn = await tab.evaluate(attribute(LINES, 'd'));
        report(folder, 'gru-16', 21, 40);
        await waitFor(tab, texts(`${row('gru-16')} .bits`), ['0.035validation']);
        await waitFor(tab, `${attribute(LINES, 'd')} !== ${JSON.stringify(drawn)}`, true);
        writeTraining(folder, 'later');
        await waitFor(tab, shown(row('later')), 1);
        await waitFor(tab, texts('#status'), ['5 runs, 2 running']);
        rmSync(join(folder, 'later'), { recursive: true });
        await waitFor(tab, shown(row('later')), 0);
      });

      it('has logarithmic axes and the gap to the entropy', async () => {
        await open('#run=gru-16');
        await waitFor(tab, shown(LINES), 2);
        const ticks = texts('.chart [aria-label="x-axis tick label"] text');
        expect(await tab.evaluate(ticks)).not.toContain('100');
        await tab.click('.controls button:nth-child(1)');
        await waitFor(tab, ticks, ['100', '200', '500', '1000', '2000']);
        expect(await tab.evaluate(attribute('.controls button', 'aria-pressed'))).toBe('true');
        await tab.click('.controls button:nth-child(3)');
        await waitFor(
          tab,
          `${texts('.chart text')}.includes('bits a symbol above the entropy rate')`,
          true,
        );
        await tab.click('.controls button:nth-child(2)');
        await waitFor(tab, `location.hash.includes('logx=&logy=&gap=')`, true);
        expect(await tab.evaluate(shown(LINES))).toBe(2);
      });

      it('compares what differs, or everything', async () => {
        await open('#run=gru-16&run=gru-32&tab=compare');
        const names = texts('.compare-view .settings th');
        await waitFor(tab, names, ['hidden-size']);
        expect(await tab.evaluate(texts('.compare-view .settings td'))).toEqual(['16', '32']);
        await tab.click('.compare-view input');
        await waitFor(tab, `${names}.includes('data-path')`, true);
      });

      it('sorts a table', async () => {
        await open('#tab=table');
        const first = texts('.table-view td:first-child');
        await waitFor(tab, first, ['lstm-8', 'lstm-32']);
        await tab.click('.table-view th:nth-child(2) button');
        await waitFor(tab, first, ['lstm-32', 'lstm-8']);
        expect(await tab.evaluate(attribute('.table-view th:nth-child(2)', 'aria-sort'))).toBe(
          'ascending',
        );
        await tab.click('.table-view th:nth-child(2) button');
        await waitFor(tab, first, ['lstm-8', 'lstm-32']);
      });

      it('opens a report, whose scripts cannot reach the page', async () => {
        const script =
          "try { parent.document.title = 'taken' } catch { document.body.append('refused') }";
        writeFileSync(
          join(folder, 'coin/report.html'),
          `<!doctype html><body><h1>What was learned</h1><script>${script}</script>`,
        );
        await open('#tab=report');
        await waitFor(tab, attribute('iframe', 'src'), '/report/coin/report.html');
        await expect.poll(() => tab.frameText('body'), { timeout: 10_000 }).toContain('refused');
        expect(await tab.frameText('h1')).toBe('What was learned');
        expect(await tab.evaluate('document.title')).toBe('foresay lab');
      });

      it('is used by keys alone', async () => {
        await open('#tab=curves');
        const tabs = ['a.skip', 'input', ...Array(4).fill('button')];
        for (const _ of tabs) await tab.press('Tab');
        await tab.press('Tab');
        await waitFor(tab, `${FOCUSED} !== undefined`, true);
        await tab.press('End');
        const last = await tab.evaluate(FOCUSED);
        await tab.press('Home');
        expect(await tab.evaluate(FOCUSED)).not.toBe(last);
        while ((await tab.evaluate(FOCUSED)) !== 'group coin') await tab.press('ArrowDown');
        await tab.press('ArrowRight');
        await waitFor(tab, attribute(row('group coin'), 'aria-expanded'), 'true');
        await tab.press('ArrowRight');
        await tab.press('Enter');
        await waitFor(tab, shown(LINES), 1);
        expect(await tab.evaluate(attribute(':focus', 'aria-selected'))).toBe('true');
        await tab.press('ArrowLeft');
        await tab.press('ArrowLeft');
        await waitFor(tab, attribute(row('group coin'), 'aria-expanded'), 'false');
        // The list is one stop: Tab leads to the tabs, arrows move between them.
        await tab.press('Tab');
        await tab.press('ArrowRight');
        await waitFor(tab, attribute(':focus', 'id'), 'tab-compare');
        await waitFor(tab, `${texts('.compare-view thead th')}.length`, 1);
        await tab.press('End');
        await waitFor(tab, attribute(':focus', 'id'), 'tab-report');
      });

      it('fits a narrow screen', async () => {
        await tab.resize(390, 844);
        for (const view of ['curves', 'compare', 'table', 'report']) {
          await open(`#run=gru-16&run=coin/cases/lstm-8&tab=${view}`);
          await waitFor(tab, texts('#status').replace('textContent', 'textContent !== ""'), [true]);
          expect(
            await tab.evaluate('document.documentElement.scrollWidth <= innerWidth'),
            view,
          ).toBe(true);
        }
        await open('#run=gru-16');
        await waitFor(tab, shown(LINES), 2);
      });

      it('says what is damaged, and what is not there', async () => {
        writeTo(folder, 'gru-16/config.json', '{');
        writeTo(folder, 'gru-16/metrics.jsonl', 'nonsense\n');
        await open('#run=gru-16&run=nothing');
        await waitFor(tab, texts(MESSAGE), [
          'gru-16: 1 line of metrics.jsonl is no report. nothing: there is no such run. There are no reports yet.',
        ]);
        const [problem] = (await tab.evaluate(texts(`${row('gru-16')} .problem`))) as string[];
        expect(problem).toMatch(/^config\.json: not JSON/);
      });

      it('waits for a server that is away', async () => {
        await open('#run=gru-16');
        const { port } = served;
        await served.close();
        await waitFor(tab, texts('#status'), ['The server does not answer; trying again.']);
        served = await Served.start(folder, port);
        await waitFor(tab, texts('#status'), ['4 runs, 1 running']);
      });
    },
  );
