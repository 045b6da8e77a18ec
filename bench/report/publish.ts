/** Writes every document that follows from the results. */
import { join } from 'node:path';
import { loadResults, type Results, readText, writeText } from '../run/results.js';
import { documents, OVERVIEW_CHART, OVERVIEW_DOCUMENT, updateOverview } from './documents.js';
import { updateReadme } from './readme.js';

/** Every file that the results decide, with its content; `read` gives what a file below the root holds now. */
export function published(results: Results, read: (path: string) => string): Map<string, string> {
  const files = new Map(documents(results));
  const overview = read(OVERVIEW_DOCUMENT);
  const hasChart = files.has(OVERVIEW_CHART);
  files.set(OVERVIEW_DOCUMENT, updateOverview(overview, results.benchmarks, hasChart));
  const readme = read('README.md');
  if (readme !== '') files.set('README.md', updateReadme(readme, results.benchmarks));
  return files;
}

/** Renders the results below `root` into its documents. */
export function publish(root: string): void {
  const files = published(loadResults(root), (path) => readText(join(root, path)));
  for (const [path, text] of files) writeText(join(root, path), text);
}
