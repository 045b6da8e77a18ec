/** The command `explain`: which bytes of a file can be predicted, by what, and how well. */
import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { writeTextAtomic } from '../data/atomic-file.js';
import { isSameFile } from '../data/same-file.js';
import { LabError } from '../errors.js';
import { durationText } from '../experiment/words.js';
import { MIN_BYTES, readSample } from '../explain/sample.js';
import { integerOption } from './options.js';

/** What a machine with two cores does in less than two minutes. */
const SAMPLE = 1_200_000;

interface Options {
  readonly output?: string;
  readonly json?: true;
  readonly force?: true;
  readonly sample: number;
  readonly seconds: number;
}

export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('a report on a file: how predictable it is, where, and by what')
    .argument('<file>', `any file of at least ${MIN_BYTES} bytes`)
    .option('--output <html>', 'the page (default: NAME.report.html in this folder)')
    .option('--json', 'print what was found as JSON; a page is written only with --output')
    .option('--force', 'replace a page that exists')
    .addOption(
      integerOption(
        '--sample <bytes>',
        'most bytes to measure; of a longer file, stretches from its beginning to its end',
        MIN_BYTES,
        2 ** 26,
      ).default(SAMPLE),
    )
    .addOption(
      integerOption(
        '--seconds <n>',
        'after that, nothing begins that the report can do without',
        1,
        86_400,
      ).default(120),
    )
    .action(write);
}

async function write(
  file: string,
  { output, json, force, sample: most, seconds }: Options,
): Promise<void> {
  const page = output ?? (json ? undefined : `${basename(file)}.report.html`);
  const sample = readSample(file, most);
  if (page !== undefined && existsSync(page)) {
    if (isSameFile(statSync(file), statSync(page)))
      throw new LabError(`${page} is the file to be explained`);
    if (!force) throw new LabError(`${page} exists; --force replaces it`);
  }
  // Observable Plot takes 0.45 s to load, so it is loaded only where it is needed.
  const { explain } = await import('../explain/explain.js');
  const onStep = process.stderr.isTTY
    ? (step: string) => void process.stderr.write(`\r\x1b[K${step} ...`)
    : undefined;
  const findings = await explain(file, sample, { seconds, onStep });
  if (onStep) process.stderr.write('\r\x1b[K');
  if (page !== undefined) {
    const { explainPage } = await import('../explain/page.js');
    writeTextAtomic(page, explainPage(findings));
  }
  if (json) console.log(JSON.stringify(findings, null, 2));
  else console.log(`${findings.summary}\n\n${page} (${durationText(findings.seconds)})`);
}
