/** `npm run bench`: measures foresay and its rivals as whole processes; writes BENCHMARKS.json and BENCHMARKS.md. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machineKey, thisMachine } from './machine.js';
import { MeasureError, measure } from './measure.js';
import { type Benchmarks, type Failure, merge, NOTHING, type Row } from './record.js';
import { significant, speed, updateReport } from './report.js';
import { findRivals, foresay, type Program, parseRival } from './rivals.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MAIN = join(ROOT, 'dist/cli/main.js');

/** One of each kind of data, none above 10 MB: the default takes hours at the slow levels, not days. */
const FILES = [
  'wiki/enwik6',
  'canterbury/alice29.txt',
  'json/twitter.json',
  'logs/loghub/Linux_2k.log',
  'dna/human_chr20_20M-20.5M.acgt',
  'quality/illumina_SRR059298_4000.qual',
  'kodak-ppm/kodim01.ppm',
  'float/camera_rl_64rows.f64',
  'snappy/fireworks.jpeg',
];
const QUICK_FILES = ['canterbury/xargs.1', 'canterbury/fields.c', 'canterbury/cp.html'];

const HELP = `npm run bench -- [options] [FILE...]
FILE is a path, or a path below the corpus directory; without any, a selection of the corpus is measured.
  --quick               a few small files and the fastest level: shows that the harness works
  --foresay='OPTIONS'   foresay with these options; may be repeated (default: -1, -4 and -7)
  --rival 'NAME=COMPRESS;DECOMPRESS'   one more rival, as shell commands with {in} and {out}; may be repeated
  --only TEXT           only programs whose name contains TEXT; may be repeated
  --corpus DIR          default: ../shared/corpus beside the repository
  --timeout SECONDS     longest a single command may take (default: 7200)
  --output BASE         writes BASE.json and BASE.md (default: BENCHMARKS, or build/quick)
  --fresh               forget what earlier runs measured
  --render              only write the tables again from what was measured`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    foresay: { type: 'string', multiple: true },
    rival: { type: 'string', multiple: true, default: [] },
    only: { type: 'string', multiple: true, default: [] },
    corpus: { type: 'string', default: join(ROOT, '../shared/corpus') },
    timeout: { type: 'string', default: '7200' },
    output: { type: 'string' },
    fresh: { type: 'boolean', default: false },
    render: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const output = values.output ?? join(ROOT, values.quick ? 'build/quick' : 'BENCHMARKS');

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function selectPrograms(): Program[] {
  const version = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version;
  const { found, missing } = findRivals();
  if (missing.length > 0) say(`not installed: ${missing.join(', ')}`);
  const options = values.foresay ?? (values.quick ? ['-1'] : ['-1', '-4', '-7']);
  const all = [
    ...options.map((one) => foresay(MAIN, one, version)),
    ...values.rival.map(parseRival),
    ...found,
  ];
  const wanted = ({ name }: Program) =>
    values.only.length === 0 || values.only.some((text) => name.includes(text));
  return all.filter(wanted);
}

/** Name under which a file is listed, and where it is; undefined (with a message) when it is nowhere. */
function locate(name: string): { name: string; path: string } | undefined {
  const inCorpus = join(values.corpus, name);
  const path = existsSync(inCorpus) ? inCorpus : resolve(name);
  if (existsSync(path)) {
    const below = relative(values.corpus, path);
    return { name: below.startsWith('..') ? name : below, path };
  }
  say(`skipped: ${name} is neither a file nor below ${values.corpus}`);
  return undefined;
}

const machine = thisMachine();
const key = machineKey(machine);

function measureFile(path: string, programs: readonly Program[]) {
  const bytes = statSync(path).size;
  const date = new Date().toISOString().slice(0, 10);
  const rows: Row[] = [];
  const failures: Failure[] = [];
  for (const program of programs) {
    try {
      const outcome = measure(program, path, Number(values.timeout));
      const commands = [program.compress, program.decompress].map((command) =>
        command.replaceAll(MAIN, 'dist/cli/main.js'),
      ) as [string, string];
      const { name, version } = program;
      rows.push({ program: name, version, commands, date, machine: key, ...outcome });
      const pace = [outcome.compress, outcome.decompress].map((c) => significant(speed(bytes, c)));
      const bpc = ((8 * outcome.archiveBytes) / bytes).toFixed(3);
      say(`  ${program.name.padEnd(40)} ${bpc} bpc  ${pace.join(' and ')} KB/s`);
    } catch (error) {
      if (!(error instanceof MeasureError)) throw error;
      failures.push({ program: program.name, date, reason: error.message });
      say(`  ${program.name.padEnd(40)} FAILED: ${error.message}`);
    }
  }
  return { bytes, rows, failures };
}

function read(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function save(benchmarks: Benchmarks): void {
  writeFileSync(`${output}.json`, `${JSON.stringify(benchmarks, null, 2)}\n`);
  writeFileSync(`${output}.md`, updateReport(read(`${output}.md`), benchmarks));
}

function main(): number {
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const earlier = values.fresh ? '' : read(`${output}.json`);
  let benchmarks: Benchmarks = earlier ? JSON.parse(earlier) : NOTHING;
  if (values.render) {
    save(benchmarks);
    return 0;
  }
  if (!existsSync('/usr/bin/time')) {
    say('GNU time is needed to measure memory: apt-get install time');
    return 1;
  }
  if (positionals.length === 0 && !existsSync(values.corpus)) {
    say(`skipped: there is no corpus at ${values.corpus} (--corpus DIR says where one is)`);
    return 0;
  }
  const names = positionals.length > 0 ? positionals : values.quick ? QUICK_FILES : FILES;
  const files = names.map(locate).filter((file) => file !== undefined);
  const programs = selectPrograms();
  if (programs.some(({ name }) => name.startsWith('foresay')) && !existsSync(MAIN)) {
    say('foresay is not built: npm run build');
    return 1;
  }
  let failures = 0;
  for (const { name, path } of files) {
    say(name);
    const fresh = measureFile(path, programs);
    failures += fresh.failures.filter((one) => one.program.startsWith('foresay')).length;
    benchmarks = merge(benchmarks, name, fresh, { [key]: machine });
    // After every file: a run of hours that is stopped keeps what it has measured.
    save(benchmarks);
  }
  if (files.length === 0) say('nothing to measure');
  return failures > 0 ? 1 : 0;
}

process.exitCode = main();
