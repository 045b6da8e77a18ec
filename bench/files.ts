/** `npm run bench`: measures foresay and its rivals as whole processes; writes bench/results and docs/benchmarks. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { corpusItems, findItem, type Item } from './corpus/corpus.js';
import { isKind, KINDS } from './corpus/kinds.js';
import { foresay, isOurs, type Program, parseRival, splitOptions } from './run/program.js';
import { NOTHING } from './run/record.js';
import { loadResults } from './run/results.js';
import { findRivals, lookIn } from './run/rivals.js';
import { plan, run, type SessionOptions, save } from './run/session.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MAIN = join(ROOT, 'dist/cli/main.js');

const QUICK_FILES = ['canterbury/xargs.1', 'canterbury/fields.c', 'canterbury/cp.html'];

const HELP = `npm run bench -- [options] [FILE...]
FILE is a path, a path below the corpus directory, or a derived file (--plan lists them); without any, all are
measured but the mixtures. Earlier results are kept; a result of the same program on the same file is replaced.
  --kind=KIND           only files of this kind; may be repeated: ${Object.keys(KINDS).join(', ')}
  --foresay='OPTIONS'   foresay with these options, separated by commas; may be repeated (default: -1,-3,-5,-7,-9)
  --only=TEXT           only programs whose name contains TEXT; may be repeated
  --rivals=DIR          look for rivals in DIR first (default: $FORESAY_RIVALS_DIR)
  --rival='NAME=COMPRESS;DECOMPRESS'   one more rival, as shell commands with {in} and {out}; may be repeated
  --budget=SECONDS      leave out what is expected to take longer in one direction (default: 120)
  --corpus=DIR          default: ../shared/corpus beside the repository
  --quick               a few small files and the fastest level, as a test of the harness
  --output=DIR          writes below DIR: bench/results, docs/benchmarks.md, docs/benchmarks (default: the repository,
                        or build/quick with --quick)
  --fresh               drop all earlier results of files
  --plan                only list what would be measured and how long that would take
  --render              only write documents and charts again from the results`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kind: { type: 'string', multiple: true, default: [] },
    foresay: { type: 'string', multiple: true },
    only: { type: 'string', multiple: true, default: [] },
    rivals: { type: 'string' },
    rival: { type: 'string', multiple: true, default: [] },
    budget: { type: 'string', default: '120' },
    corpus: { type: 'string', default: join(ROOT, '../shared/corpus') },
    quick: { type: 'boolean', default: false },
    output: { type: 'string' },
    fresh: { type: 'boolean', default: false },
    plan: { type: 'boolean', default: false },
    render: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

const options: SessionOptions = {
  output: values.output ?? (values.quick ? join(ROOT, 'build/quick') : ROOT),
  budget: Number(values.budget),
  display: (command) => command.replaceAll(MAIN, 'dist/cli/main.js'),
  say,
};

function selectPrograms(): Program[] {
  const version = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version;
  const directory = values.rivals ?? process.env['FORESAY_RIVALS_DIR'];
  if (directory) lookIn(directory);
  const { found, missing } = findRivals();
  if (missing.length > 0) say(`not installed: ${missing.join(', ')}`);
  const asked = values.foresay ?? [values.quick ? '-1' : '-1,-3,-5,-7,-9'];
  const all = [
    ...asked.flatMap(splitOptions).map((one) => foresay(MAIN, one, version)),
    ...values.rival.map(parseRival),
    ...found,
  ];
  const wanted = ({ name }: Program) =>
    values.only.length === 0 || values.only.some((text) => name.includes(text));
  return all.filter(wanted);
}

function selectItems(): Item[] {
  const all = corpusItems(values.corpus);
  const names = positionals.length > 0 ? positionals : values.quick ? QUICK_FILES : undefined;
  const chosen = names?.flatMap((name) => {
    const item = findItem(name, all, values.corpus);
    if (item === undefined) say(`skipped: ${name} is neither a file nor below ${values.corpus}`);
    return item ?? [];
  });
  if (values.kind.length > 0)
    return (chosen ?? all).filter(({ kind }) => values.kind.includes(kind));
  return chosen ?? all.filter(({ kind }) => kind !== 'mixture');
}

function main(): number {
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const unknown = values.kind.filter((word) => !isKind(word));
  if (unknown.length > 0 || !(options.budget > 0)) {
    say(unknown.length > 0 ? `no kind of data: ${unknown.join(', ')}` : '--budget is in seconds');
    return 2;
  }
  const earlier = values.fresh ? NOTHING : loadResults(options.output).benchmarks;
  if (values.render) {
    save(options.output, earlier);
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
  const items = selectItems();
  const programs = selectPrograms();
  if (values.plan) {
    plan(items, programs, earlier, options);
    return 0;
  }
  if (programs.some(({ name }) => isOurs(name)) && !existsSync(MAIN)) {
    say('foresay is not built: npm run build');
    return 1;
  }
  if (items.length === 0) say('nothing to measure');
  return run(items, programs, earlier, options) > 0 ? 1 : 0;
}

process.exitCode = main();
