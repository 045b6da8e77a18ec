/**
 * `npm run test:matrix`: the packed package in a small application, built by every bundler, opened in every browser, run
 * by every engine.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inBrowser } from '../engines/launch.js';
import { ENGINES, versionOf } from '../engines/list.js';
import { transpile } from '../engines/transpile.js';
import { installInto, pack } from '../support/project.js';
import { MAKERS, type Site } from './bundlings.js';
import { allCells, type Bundling, type Cell, coveringCells, headersOf } from './cells.js';
import { COMMANDS, reportOf } from './commands.js';
import { better, GAP_LIMIT, gapsTooLong, judge, type Row } from './judge.js';
import { type Report, Reports } from './reports.js';

const HELP = `npm run test:matrix -- [options]
  --only TEXT[,TEXT]    only rows whose name contains one of these
  --full                every cell, not the covering choice
  --jobs                a line for each job of a cell's last run
  --tries COUNT         runs of a cell whose longest gap is above ${GAP_LIMIT} ms; the shortest counts (default: 3)
  --timeout SECONDS     for one cell (default: 300)`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    jobs: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    tries: { type: 'string', default: '3' },
    timeout: { type: 'string', default: '300' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const timeoutSeconds = Number(values.timeout);

/** An installed project with the application as plain JavaScript in `app`. */
async function makeProject(scratch: string): Promise<string> {
  const project = join(scratch, 'project');
  const app = join(project, 'app');
  await installInto(project, await pack(scratch));
  await mkdir(app);
  transpile(['jobs', 'early', 'page', 'command'], new URL('app/', import.meta.url), app);
  return project;
}

/** Runs a cell until its gaps are short, or tries are used up. */
async function attempt(
  once: () => Promise<Report>,
  expected: string,
  sums: ReadonlyMap<string, number | undefined>,
): Promise<Row> {
  let row = judge(await once(), expected, sums);
  for (let tries = 1; tries < Number(values.tries) && gapsTooLong(row); tries++)
    row = better(row, judge(await once(), expected, sums));
  return row;
}

async function openCell(cell: Cell, site: Site, reports: Reports): Promise<Report> {
  const engine = ENGINES.find(({ name }) => name === cell.browser);
  if (engine?.kind !== 'browser') throw new Error(`no such browser: ${cell.browser}`);
  const server = await site.serve(headersOf(cell, site.hashes));
  const { url, report } = reports.expect();
  const address = `${server.url}?report=${encodeURIComponent(url)}`;
  try {
    const args = (profile: string) => engine.args(profile, address);
    const verdict = await inBrowser(engine.command, args, report, timeoutSeconds);
    const { isolated } = verdict;
    if (isolated !== undefined && isolated !== cell.isolated)
      return { problem: `isolated: ${isolated}` };
    return verdict;
  } catch (error) {
    return { problem: (error as Error).message };
  } finally {
    server.close();
  }
}

const WIDTHS = [46, 8, 8, 8, 8, 8];

function print(cells: readonly string[]): void {
  console.log(cells.map((cell, column) => cell.padEnd(WIDTHS[column] ?? 0)).join(' '));
}

function printRow(name: string, row: Row): void {
  const { ends, workers, warned, gap, gapHere, seconds, failures } = row;
  const long = (milliseconds: number) => `${milliseconds}${milliseconds > GAP_LIMIT ? ' !' : ''}`;
  const crew = workers === 0 && warned ? '0, said' : `${workers}`;
  const result = failures.length > 0 ? 'FAILED' : 'ok';
  print([name, ends, crew, long(gap), long(gapHere), seconds.toFixed(1), result]);
  if (values.jobs)
    for (const { job, end, workers, gap, seconds } of row.outcomes)
      print([`    ${job}`, end, `${workers}`, long(gap), '', seconds.toFixed(1), '']);
  for (const failure of failures) console.log(`    ${failure.replaceAll('\n', '\n    ')}`);
}

async function main(scratch: string): Promise<number> {
  const wanted = values.only.split(',');
  const asked = (name: string) => wanted.some((part) => name.includes(part));
  const project = await makeProject(scratch);
  const reports = new Reports();
  await reports.listen();
  const rows: Row[] = [];
  const show = (name: string, row: Row) => {
    rows.push(row);
    printRow(name, row);
  };
  // Gaps on a busy machine say more about the machine than about foresay.
  console.log(`load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`);
  print(['cell', 'end', 'workers', 'gap ms', 'here ms', 'seconds', 'result']);
  // The bytes that this Node makes are those that every cell must make.
  const reference = await reportOf([process.execPath], project, timeoutSeconds);
  const sums = new Map(reference.outcomes?.map(({ job, sum }) => [job, sum]));
  try {
    for (const { name, find } of COMMANDS.filter((command) => asked(command.name))) {
      const command = find();
      const once = () => reportOf(command, project, timeoutSeconds);
      show(`${name} (${versionOf(command.slice(0, 1))})`, await attempt(once, 'right', sums));
    }
    const sites = new Map<Bundling, Site>();
    for (const cell of values.full ? allCells() : coveringCells()) {
      const { bundling, browser, isolated, policy } = cell;
      const name = `${bundling}, ${browser}, ${isolated ? 'isolated' : 'open'}, policy ${policy}`;
      if (!asked(name)) continue;
      const folder = join(project, bundling.replaceAll(/\W+/g, '-'));
      const site = sites.get(bundling) ?? (await MAKERS[bundling](project, folder));
      sites.set(bundling, site);
      const expected = policy === 'strict' ? 'ENGINE' : 'right';
      show(name, await attempt(() => openCell(cell, site, reports), expected, sums));
    }
  } finally {
    reports.close();
  }
  const failed = rows.filter(({ failures }) => failures.length > 0).length;
  const long = rows.filter(({ workers, gap }) => workers > 0 && gap > GAP_LIMIT).length;
  console.log(
    `${rows.length - failed} passed, ${failed} failed; ${long} with workers and a gap above ${GAP_LIMIT} ms`,
  );
  return failed > 0 || rows.length === 0 ? 1 : 0;
}

if (values.help) console.log(HELP);
else {
  const scratch = mkdtempSync(join(tmpdir(), 'foresay-matrix-'));
  try {
    process.exitCode = await main(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
