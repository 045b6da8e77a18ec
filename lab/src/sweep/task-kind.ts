/** What the tasks of a plan do. */
import type { Options, Plan } from './plan.js';

export type Figures = Readonly<Record<string, number | string>>;

/** A command whose runs can be tasks. */
export interface TaskKind {
  /** The `command` of plans. */
  readonly name: string;
  /** Files that a task with these options reads. Throws LabError for options that the command does not have. */
  inputs(options: Options): readonly string[];
  /** Throws LabError for options that are wrong together, and for files that are wrong. */
  check(options: Options): void;
  /** Throws LabError for tasks that exclude each other. Called when the plan is made. */
  checkTogether?(plan: Pick<Plan, 'options' | 'tasks'>): void;
  /** Does the task. It may go on from what an interrupted process left in the folder. Throws Interrupted by the signal. */
  run(options: Options, context: TaskContext): Promise<Done>;
  /** What tables and charts show first: name and heading of a figure. Less is better. */
  readonly figure: { readonly name: string; readonly label: string };
  /** Whether collect() writes the report; else the sweep's own is written. Default: false. */
  readonly ownReport?: boolean;
  /** Further work when results are gathered, such as archives in a folder of their own. @returns Lines to print. */
  collect?(plan: Plan, results: readonly GatheredTask[], folder: string): Promise<string[]>;
}

export interface TaskContext {
  /** The folder to write in. What it has at the end is part of the result. */
  readonly work: string;
  readonly signal: AbortSignal;
  /** Reports the part that is done, 0 to 1. */
  progress(part: number): void;
}

/** What a task gives besides the files in its folder. */
export interface Done {
  readonly figures: Figures;
  /** Seconds of work, those before an interruption included. */
  readonly seconds: number;
}

/** A task whose result is in a folder. */
export interface GatheredTask {
  readonly index: number;
  /** The options that are its own. */
  readonly own: Options;
  readonly figures: Figures;
  readonly seconds: number;
  /** Where its files are. */
  readonly path: string;
}

/** `0.721928 bits a symbol`. */
export function mainFigureText({ figure }: TaskKind, figures: Figures): string {
  const value = figures[figure.name];
  const text = typeof value === 'number' && !Number.isInteger(value) ? value.toPrecision(6) : value;
  return `${text} ${figure.label}`;
}
