/** What the outcomes of a cell mean. */
import type { Outcome } from './app/jobs.js';
import type { Report } from './reports.js';

/** Longest gap that a page may have while workers do the work, milliseconds. */
export const GAP_LIMIT = 50;

/** A cell's row in the table. */
export interface Row {
  /** How the jobs ended, each end once. */
  readonly ends: string;
  /** Most workers that took part in one job. */
  readonly workers: number;
  /** Whether the loss of workers was said. */
  readonly warned: boolean;
  /** Longest gap with the default number of threads, and in the calling thread, milliseconds. */
  readonly gap: number;
  readonly gapHere: number;
  readonly seconds: number;
  /** One line for each thing that must not be. */
  readonly failures: readonly string[];
  /** What the last run of the cell did, job by job. */
  readonly outcomes: readonly Outcome[];
}

const here = ({ job }: Outcome) => job.endsWith('threads 0');
const most = (numbers: readonly number[]) => Math.max(0, ...numbers);

/**
 * Judges one run. `expected` is the end of every job; `sums` are those of the archives by job, empty where there is
 * nothing to compare with yet.
 */
export function judge(
  report: Report,
  expected: string,
  sums: ReadonlyMap<string, number | undefined>,
): Row {
  const { outcomes = [], problem } = report;
  const failures = problem === undefined ? [] : [problem];
  const failed = new Map<string, string[]>();
  for (const { job, end, message, sum } of outcomes) {
    const another = sum !== undefined && sums.has(job) && sum !== sums.get(job);
    const what = end !== expected ? (message ?? end) : another ? 'another archive' : undefined;
    if (what !== undefined) failed.set(what, [...(failed.get(what) ?? []), job]);
  }
  for (const [what, jobs] of failed) failures.push(`${jobs.join('; ')}: ${what}`);
  const workers = most(outcomes.map((outcome) => outcome.workers));
  const warned = outcomes.some(({ warnings }) => warnings.includes('NO_WORKERS'));
  if (expected === 'right' && workers === 0 && !warned && outcomes.length > 0)
    failures.push('no workers, and no warning');
  const gaps = (which: boolean) =>
    most(outcomes.filter((outcome) => here(outcome) === which).map(({ gap }) => gap));
  return {
    ends: [...new Set(outcomes.map(({ end }) => end))].join(', ') || 'nothing',
    workers,
    warned,
    gap: gaps(false),
    gapHere: gaps(true),
    seconds: outcomes.reduce((sum, { seconds }) => sum + seconds, 0),
    failures,
    outcomes,
  };
}

/** Whether a cell should run again: other programs of the machine lengthen gaps, they never shorten them. */
export function gapsTooLong({ gap, gapHere }: Row): boolean {
  return Math.max(gap, gapHere) > GAP_LIMIT;
}

/** The shorter gaps of two runs, and whatever failed in either. */
export function better(one: Row, other: Row): Row {
  return {
    ...other,
    gap: Math.min(one.gap, other.gap),
    gapHere: Math.min(one.gapHere, other.gapHere),
    failures: [...new Set([...one.failures, ...other.failures])],
  };
}
