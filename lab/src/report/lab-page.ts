/** LAB.md and its pictures: the reports of all experiments on one page, from the stored results. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../errors.js';
import type { Experiment } from '../experiment/experiment.js';
import { type Results, readResults } from '../experiment/results.js';
import { escaped, markdownReport } from './markdown.js';
import { type Report, reportOf } from './report.js';

export interface LabPage {
  /** Texts of files by their paths from the repository's root. */
  readonly files: ReadonlyMap<string, string>;
}

/** Where pictures are, from the repository's root. */
export const PICTURES = 'docs/lab';

const INTRODUCTION = `# The experiments

Can a network predict a sequence, how fast does it learn to, and how near does it come to what theory allows? A research note of 2017 asked this with recurrent networks. Here are its experiments, made again on the networks that make foresay's archives, with theory's line in every plot and the note's figures beside ours.

Every figure carries the one line that makes it again: \`npm run lab -- run NAME --scale SCALE\` in the repository, \`foresay-lab run NAME\` elsewhere. A seed gives the same figures on every machine, with any number of threads, unless a limit of time ended a case; the table says where. Figures are bits a symbol, times are of training and coding without validation. Sizes of archives count only archives that were decoded and compared. The archive of a network that learns while it codes holds all that its decoder needs: options, schedule and number of symbols. A section of the small scale says so, and its command names it. [docs/lab.md](docs/lab.md) is the manual.

This page and its pictures are generated: \`npm run lab -- report\` makes them from [lab/results](lab/results).`;

/**
 * @param experiments In the order of the page.
 * @param folder Where NAME.json of each experiment is.
 *
 * Throws LabError for a file that does not hold results of an experiment.
 */
export function labPage(experiments: readonly Experiment[], folder: string): LabPage {
  const stored = storedResults(experiments, folder);
  const reports = experiments.flatMap((one) => {
    const results = stored.get(one.name);
    return results === undefined ? [] : [reportOf(one, results)];
  });
  const open = experiments.filter(({ name }) => !stored.has(name));
  const picturePath = ({ name }: Report, picture: string) => `${PICTURES}/${name}-${picture}.svg`;
  const page = [
    INTRODUCTION,
    contents(reports),
    ...reports.map((report) =>
      markdownReport(report, { level: 2, picture: (name) => picturePath(report, name) }),
    ),
    ...(open.length === 0
      ? []
      : [
          `## Not run yet\n\n${open.map(({ name, question }) => `- \`${name}\`: ${escaped(question)}`).join('\n')}`,
        ]),
  ];
  const pictures = reports.flatMap((report) =>
    report.pictures.map(({ name, svg }) => [picturePath(report, name), svg] as const),
  );
  return { files: new Map([['LAB.md', `${page.join('\n\n')}\n`], ...pictures]) };
}

function storedResults(experiments: readonly Experiment[], folder: string): Map<string, Results> {
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.json'))
    : [];
  return new Map(
    names.sort().map((file) => {
      const path = join(folder, file);
      const results = readResults(path);
      const name = file.slice(0, -'.json'.length);
      if (results.experiment !== name || !experiments.some((one) => one.name === name))
        throw new LabError(`${path}: there is no experiment '${name}' with these results`);
      return [name, results];
    }),
  );
}

function contents(reports: readonly Report[]): string {
  return reports
    .map(
      ({ name, title, learned }) =>
        `- [${escaped(title)}](#${anchor(title)}) (\`${name}\`): ${escaped(learned)}`,
    )
    .join('\n');
}

/** The anchor that GitHub gives a heading. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .replaceAll(' ', '-');
}
