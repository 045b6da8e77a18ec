/** The command `report`: LAB.md from stored results. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { EXPERIMENTS } from '../../experiments/index.js';
import { writeTextAtomic } from '../data/atomic-file.js';
import { LabError } from '../errors.js';
import { type Results, readResults } from '../experiment/results.js';
import { resultsText } from '../experiment/run.js';

interface Options {
  readonly results: string;
  readonly root: string;
  readonly force?: true;
}

export function addReport(program: Command): void {
  program
    .command('report')
    .description('make LAB.md and its pictures from stored results')
    .argument('[folder...]', 'folders of runs; their results are stored first')
    .option('--results <folder>', 'where results are stored', 'lab/results')
    .option('--root <folder>', 'where LAB.md and docs/lab are', '.')
    .option('--force', 'replace stored results by fewer ones, or by those of the small scale')
    .action(write);
}

async function write(runs: readonly string[], { results, root, force }: Options): Promise<void> {
  const found = runs.map((run) => readResults(join(run, 'results.json')));
  const strange = found.find(
    ({ experiment }) => !EXPERIMENTS.some(({ name }) => name === experiment),
  );
  if (strange !== undefined) throw new LabError(`there is no experiment '${strange.experiment}'`);
  if (runs.length === 0 && !existsSync(results))
    throw new LabError(`${results}: there are no results`);
  const pathOf = ({ experiment }: Results) => join(results, `${experiment}.json`);
  const poorer = found.find(
    (one) => existsSync(pathOf(one)) && isPoorer(one, readResults(pathOf(one))),
  );
  if (poorer !== undefined && !force)
    throw new LabError(
      `${pathOf(poorer)} has more cases or a larger scale; --force replaces it all the same`,
    );
  mkdirSync(results, { recursive: true });
  for (const one of found) writeTextAtomic(pathOf(one), resultsText(one));
  const { labPage, PICTURES } = await import('../report/lab-page.js');
  const { files } = labPage(EXPERIMENTS, results);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeTextAtomic(join(root, path), text);
  }
  for (const path of picturesIn(root, PICTURES)) if (!files.has(path)) rmSync(join(root, path));
  console.log(`${join(root, 'LAB.md')}: ${files.size - 1} pictures`);
}

/** The pictures of experiments that are in a folder below the root. One may be of a chart that is no more. */
function picturesIn(root: string, folder: string): string[] {
  const isPicture = (name: string) =>
    name.endsWith('.svg') && EXPERIMENTS.some((one) => name.startsWith(`${one.name}-`));
  return existsSync(join(root, folder))
    ? readdirSync(join(root, folder))
        .filter(isPicture)
        .map((name) => `${folder}/${name}`)
    : [];
}

/** Whether storing the new results would lose some. */
function isPoorer(next: Results, stored: Results): boolean {
  if (next.scale !== stored.scale) return next.scale === 'small';
  return next.cases.length < stored.cases.length;
}
