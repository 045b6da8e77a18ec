/** Entry of the application in a page. */
import { runJobs } from './jobs.js';

declare const matrix: {
  readonly workers: () => number;
  readonly done: (outcomes: unknown) => void;
};

matrix.done(await runJobs(matrix.workers));
