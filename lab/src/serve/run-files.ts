/** What the files of a run say: of a training `config.json`, of a case `settings.json` and `theory.json`, and `result.json` of both. */
import { join } from 'node:path';
import * as v from 'valibot';
import { readJson } from '../data/json-file.js';
import { LabError } from '../errors.js';
import type { RunDetails, Value } from './api.js';
import { flattened } from './flattened.js';

/** The file whose lines are the curve; a folder that has it is a run. */
export const CURVE = 'metrics.jsonl';

/** Names of the files that a change of the run changes. */
export const RUN_FILES = [
  'config.json',
  'settings.json',
  'theory.json',
  'result.json',
  'checkpoint',
  CURVE,
];

const TRAINING = v.looseObject({
  options: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
  command: v.optional(v.string()),
  symbols: v.optional(v.number()),
  alphabetSize: v.optional(v.number()),
  entropy: v.optional(v.number()),
  parameters: v.optional(v.number()),
  version: v.optional(v.string()),
});

const CASE = v.looseObject({ settings: v.looseObject({}) });

/** Of a training of its own; of one that is a task of a sweep, which is always finished. */
const TRAINING_RESULT = v.union([
  v.looseObject({ stopped: v.string() }),
  v.looseObject({ figures: v.looseObject({}) }),
]);

const MEASURED = v.looseObject({
  bits: v.number(),
  symbols: v.number(),
  identity: v.looseObject({ kind: v.string() }),
});

const THEORY = v.looseObject({ bits: v.number() });

export interface RunFacts {
  readonly model?: string;
  readonly entropy?: number;
  readonly ended?: 'finished' | 'stopped';
  /** Of a finished case. */
  readonly result?: { readonly bits: number; readonly symbols: number; readonly measured: string };
  readonly details: RunDetails;
  /** The first file that is damaged. */
  readonly problem?: string;
}

/** @param files Names of the files of the folder. A damaged one is a problem, not an error. */
export function runFacts(folder: string, files: ReadonlySet<string>): RunFacts {
  const problems: string[] = [];
  const read = <const S extends v.GenericSchema>(name: string, schema: S) => {
    if (!files.has(name)) return undefined;
    try {
      return readJson(join(folder, name), schema);
    } catch (error) {
      problems.push(problemText(name, error));
      return undefined;
    }
  };
  const facts = files.has('settings.json')
    ? caseFacts(
        read('settings.json', CASE),
        read('theory.json', THEORY),
        read('result.json', MEASURED),
      )
    : trainingFacts(read('config.json', TRAINING), read('result.json', TRAINING_RESULT));
  const [problem] = problems;
  return { ...facts, ...(problem !== undefined && { problem }) };
}

/** The error of a file without the path of its folder. */
function problemText(name: string, error: unknown): string {
  if (!(error instanceof LabError)) return `${name}: cannot be read`;
  return error.message.slice(error.message.indexOf(name));
}

function trainingFacts(
  config: v.InferOutput<typeof TRAINING> | undefined,
  result: v.InferOutput<typeof TRAINING_RESULT> | undefined,
): RunFacts {
  const end: Pick<RunFacts, 'ended'> =
    result === undefined ? {} : { ended: result['stopped'] === 'aborted' ? 'stopped' : 'finished' };
  if (config === undefined) return { details: { settings: {} }, ...end };
  const { options, command, entropy, symbols, alphabetSize, parameters, version } = config;
  const { modelType = 'rnn', numLayers = 2, hiddenSize = 32, lr } = options;
  const numbers = { symbols, 'alphabet-size': alphabetSize, parameters, version };
  return {
    model: networkText(modelType, numLayers, hiddenSize, lr),
    ...(entropy !== undefined && { entropy }),
    ...end,
    details: {
      settings: flattened({ ...asWritten(options), ...numbers }),
      ...(command !== undefined && { command }),
    },
  };
}

/** Options by their names on the command line, without that of the folder itself. */
function asWritten(options: Readonly<Record<string, Value>>): Record<string, Value> {
  const { summaryPath: _, ...others } = options;
  return Object.fromEntries(
    Object.entries(others).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      value,
    ]),
  );
}

function caseFacts(
  settings: v.InferOutput<typeof CASE> | undefined,
  theory: v.InferOutput<typeof THEORY> | undefined,
  result: v.InferOutput<typeof MEASURED> | undefined,
): RunFacts {
  const model = settings && modelOf(settings.settings);
  return {
    ...(model !== undefined && { model }),
    ...(theory && { entropy: theory.bits }),
    ...(result && {
      ended: 'finished',
      result: { bits: result.bits, symbols: result.symbols, measured: result.identity.kind },
    }),
    details: { settings: flattened(settings ?? {}) },
  };
}

function modelOf({ trainer, coder, rate }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof coder === 'string') return coder;
  if (typeof trainer !== 'object' || trainer === null) return undefined;
  const { cell, layers, width } = trainer as Record<string, Value>;
  return networkText(cell, layers, width, rate);
}

function networkText(cell: unknown, layers: unknown, width: unknown, rate: unknown): string {
  const shape = cell === 'none' ? 'no layers' : `${cell} ${layers} x ${width}`;
  return rate === undefined ? shape : `${shape}, rate ${rate}`;
}
