/** `npm run ablate`: leaves out each part of a model in turn and prints the change in bytes and in time. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Kind } from '../src/kinds/kinds.js';
import { type Level, levelSpec } from '../src/kinds/levels.js';
import { SPEC_FIELDS } from '../src/model/fields.js';
import { formatSpec, type ModelSpec, makeSpec, parseSpec } from '../src/model/model-spec.js';
import { ablate, ablationRows, asMarkdown, asText, type Spec, variants } from './ablation.js';
import { corpusItems, findItem } from './corpus/corpus.js';
import { measureCompression } from './run/measure.js';
import { foresay } from './run/program.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MAIN = join(ROOT, 'dist/cli/main.js');

/** One short file of most kinds. */
const FILES = [
  'canterbury/alice29.txt',
  'json/twitter.json',
  'logs/apache_access_1200.log',
  'canterbury/kennedy.xls',
  'canterbury/sum',
  'wiki/enwik6',
];

const HELP = `npm run ablate -- [options] [FILE...]
Measures a model on each file: whole, then without each member of each of its sets, then without its network.
  --model=SPEC          the model, as foresay's --model takes it
  --level=N, --kind=KIND   the model of a level for a kind of data (default: 5, text)
  --only=TEXT           only parts whose name contains TEXT; may be repeated
  --markdown            print a markdown table
  --corpus=DIR          default: ../shared/corpus beside the repository
  --timeout=SECONDS     longest that one file may take (default: 3600)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: 'string' },
    level: { type: 'string', default: '5' },
    kind: { type: 'string', default: 'text' },
    only: { type: 'string', multiple: true, default: [] },
    markdown: { type: 'boolean', default: false },
    corpus: { type: 'string', default: join(ROOT, '../shared/corpus') },
    timeout: { type: 'string', default: '3600' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

function measure(model: string, name: string): { bytes: number; seconds: number } {
  const item = findItem(name, corpusItems(values.corpus), values.corpus);
  if (item === undefined) throw new Error(`${name} is neither a file nor below ${values.corpus}`);
  let result = { bytes: 0, seconds: 0 };
  item.with((path) => {
    const program = foresay(MAIN, `--model='${model}'`, '');
    const { archiveBytes, cost } = measureCompression(program, path, Number(values.timeout));
    result = { bytes: archiveBytes, seconds: cost.seconds };
  });
  process.stderr.write(`  ${model}  ${name}  ${result.bytes} bytes  ${result.seconds} s\n`);
  return result;
}

function ofLevel(): string {
  return levelSpec(Number(values.level) as Level, values.kind as Kind);
}

function main(): number {
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (!existsSync(MAIN)) {
    console.error('foresay is not built: npm run build');
    return 1;
  }
  const whole: Spec = { ...parseSpec(values.model ?? ofLevel()) };
  const wanted = (name: string) =>
    values.only.length === 0 || values.only.some((text) => name.includes(text));
  const parts = variants(whole, SPEC_FIELDS).filter(({ name }) => wanted(name));
  const files = positionals.length > 0 ? positionals : FILES;
  const format = (spec: Spec) => formatSpec(makeSpec(spec as Partial<ModelSpec>));
  const results = ablate(whole, parts, files, format, measure);
  const [first] = results;
  if (first?.problem !== undefined) {
    console.error(first.problem);
    return 1;
  }
  const rows = ablationRows(results, files);
  console.log(`${format(whole)}\n\n${values.markdown ? asMarkdown(rows) : asText(rows)}`);
  return 0;
}

process.exitCode = main();
