/** A plan: independent tasks of one command, as a file that any machine can read. */
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { readJson } from '../data/json-file.js';
import { LabError } from '../errors.js';
import { VERSION } from '../version.js';

const FORMAT = 'foresay-lab plan 1';

const OPTIONS = v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]));

export const PLAN = v.object({
  format: v.literal(FORMAT),
  /** Of foresay-lab. Another version may give other figures. */
  version: v.string(),
  /** What the tasks are: `train`, `compress` or `run`. */
  command: v.string(),
  /** Options that all tasks share, by name in camel case. */
  options: OPTIONS,
  /** SHA-256, in hexadecimal, of the files that tasks read. */
  inputs: v.record(v.string(), v.string()),
  /** The options of each task that are its own. A task's number is its place, from 0. */
  tasks: v.pipe(v.array(OPTIONS), v.minLength(1, 'there are no tasks')),
});

export type Plan = v.InferOutput<typeof PLAN>;
export type Options = v.InferOutput<typeof OPTIONS>;

/** One task of a plan. */
export interface Task {
  readonly index: number;
  /** Shared ones and its own. */
  readonly options: Options;
  /** 16 hexadecimal digits. Tasks with the same identity give the same result, in any plan. */
  readonly identity: string;
}

/** A plan of this version. */
export function makePlan(parts: Omit<Plan, 'format' | 'version'>): Plan {
  return { format: FORMAT, version: VERSION, ...parts };
}

/** JSON with a line for each task. */
export function planText({ tasks, ...head }: Plan): string {
  const text = JSON.stringify(head, null, 2).slice(0, -2);
  const lines = tasks.map((own) => `    ${JSON.stringify(own)}`);
  return `${text},\n  "tasks": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

/** Throws LabError for a file that is no plan, or one of another version. */
export function readPlan(path: string): Plan {
  const plan = readJson(path, PLAN);
  if (plan.version !== VERSION)
    throw new LabError(
      `${path}: the plan was made by foresay-lab ${plan.version}, this is ${VERSION}`,
    );
  return plan;
}

/** 16 hexadecimal digits of a plan whose results go to a folder of this machine. Started again, a sweep has the same ones. */
export function sweepIdentity(plan: Plan, results: string): string {
  return digest(JSON.stringify([hostname(), resolve(results), planText(plan)]));
}

/**
 * @param inputsOf The files that a task with some options reads.
 *
 * Throws LabError if there is no such task.
 */
export function taskOf(
  plan: Plan,
  index: number,
  inputsOf: (options: Options) => readonly string[],
): Task {
  const own = plan.tasks[index];
  if (own === undefined)
    throw new LabError(`there is no task ${index}: the plan has 0 to ${plan.tasks.length - 1}`);
  const options = { ...plan.options, ...own };
  const inputs = inputsOf(options).map((path) => [path, plan.inputs[path]]);
  const sorted = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    index,
    options,
    identity: digest(JSON.stringify([plan.version, plan.command, sorted, inputs])),
  };
}

/** A plan with one task of another, for a machine that runs only this one. Its number is 0, its identity the same. */
export function planOfOne(
  plan: Plan,
  index: number,
  inputsOf: (options: Options) => readonly string[],
): Plan {
  const { options } = taskOf(plan, index, inputsOf);
  const paths = new Set(inputsOf(options));
  const inputs = Object.fromEntries(
    Object.entries(plan.inputs).filter(([path]) => paths.has(path)),
  );
  return { ...plan, inputs, tasks: [plan.tasks[index] ?? {}] };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
