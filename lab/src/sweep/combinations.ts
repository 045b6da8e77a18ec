/** The combinations of values that a sweep tries. */
import { LabError } from '../errors.js';
import { Random } from '../random/random.js';
import type { Axis } from './axis.js';

export type Axes = ReadonlyMap<string, Axis>;
export type Combination = Readonly<Record<string, string>>;

const MAX_TASKS = 100_000;

/** Draws without a new combination after which no more are expected. */
const PATIENCE = 1000;

/** Every combination; the values of the last option change first. Throws LabError for a range without steps. */
export function grid(axes: Axes): Combination[] {
  let all: Combination[] = [{}];
  for (const [name, { values }] of axes) {
    if (values === undefined)
      throw new LabError(
        `${name}: a grid needs steps, such as 0.1..0.9:0.2 or log:1e-4..1e-2:5; --random N draws from a range`,
      );
    if (all.length * values.length > MAX_TASKS)
      throw new LabError(`the grid has more than ${MAX_TASKS} tasks`);
    all = all.flatMap((one) => values.map((value) => ({ ...one, [name]: value })));
  }
  return all;
}

/** `count` different combinations; equal seeds give equal ones on every machine. Throws LabError if there are fewer. */
export function randomCombinations(axes: Axes, count: number, seed: number): Combination[] {
  if (count > MAX_TASKS) throw new LabError(`--random: ${count} is more than ${MAX_TASKS} tasks`);
  const random = new Random(seed);
  const found = new Map<string, Combination>();
  let misses = 0;
  while (found.size < count && misses < PATIENCE) {
    const drawn = Object.fromEntries([...axes].map(([name, axis]) => [name, axis.draw(random)]));
    const key = JSON.stringify(drawn);
    if (found.has(key)) misses++;
    else {
      misses = 0;
      found.set(key, drawn);
    }
  }
  if (found.size < count)
    throw new LabError(
      `--random ${count}: only ${found.size} different combinations were found; a grid tries all`,
    );
  return [...found.values()];
}
