/** Results of an experiment as JSON: what the cases measured, and which settings they had. */

import * as v from 'valibot';
import { readJson } from '../data/json-file.js';
import type { Case, CurvePoint, Experiment, Row } from './experiment.js';

const CURVE_POINT = v.tuple([v.number(), v.number(), v.nullable(v.number())]);

export const CASE_RESULT = v.object({
  name: v.string(),
  /** Sequence, measure, settings and seed, as identityOf() gives them. */
  identity: v.record(v.string(), v.unknown()),
  /** Bits a symbol. */
  bits: v.number(),
  symbols: v.number(),
  seconds: v.number(),
  figures: v.record(v.string(), v.number()),
  stopped: v.exactOptional(v.string()),
  /** Entropy rate of the source, bits a symbol, and how it was got. */
  theory: v.exactOptional(v.object({ bits: v.number(), how: v.string() })),
  /** Symbols, bits and validation of each point. */
  curve: v.array(CURVE_POINT),
  threads: v.number(),
  machine: v.string(),
  version: v.string(),
  /** ISO 8601. */
  finished: v.string(),
});

const RESULTS = v.object({
  experiment: v.string(),
  scale: v.picklist(['small', 'full']),
  seed: v.number(),
  cases: v.array(CASE_RESULT),
  /** Cases that could not be measured, and why. */
  missing: v.array(v.object({ name: v.string(), reason: v.string() })),
});

export type CaseResult = v.InferOutput<typeof CASE_RESULT>;
export type Results = v.InferOutput<typeof RESULTS>;

/** Throws LabError for a file that does not hold results. */
export function readResults(path: string): Results {
  return readJson(path, RESULTS);
}

/** All that decides what a case measures; two cases with the same identity give the same bits. */
export function identityOf({ sequence, measure }: Case, seed: number): Record<string, unknown> {
  const { kind, settings } = measure;
  // What JSON would leave out is left out here as well, so that both can be compared.
  return JSON.parse(JSON.stringify({ sequence, kind, settings, seed }));
}

export function sameIdentity(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The measured rows in the order of the cases. Results of cases that have changed since are left out. */
export function rowsOf({ cases }: Experiment, { scale, seed, cases: results }: Results): Row[] {
  return cases(scale).flatMap((one) => {
    const identity = identityOf(one, seed);
    const result = results.find(({ name }) => name === one.name);
    return result !== undefined && sameIdentity(result.identity, identity)
      ? [rowOf(one, result)]
      : [];
  });
}

function rowOf({ name, parameters, measure, note, theory }: Case, result: CaseResult): Row {
  const { bits, symbols, seconds, figures, stopped, curve } = result;
  return {
    name,
    parameters,
    kind: measure.kind,
    bits,
    note,
    theory: theory ?? result.theory?.bits,
    symbols,
    seconds,
    figures,
    stopped,
    curve: curve.map(([at, train, validation]) => ({
      symbols: at,
      bits: train,
      ...(validation !== null && { validation }),
    })),
  };
}

/** About so many points of a curve are stored. */
const CURVE_POINTS = 120;

/**
 * A curve with fewer points: in each of 120 equal pieces of the logarithm of symbols, the last point and the last with
 * validation. Bits are stored with six significant digits.
 */
export function storedCurve(curve: readonly CurvePoint[]): CaseResult['curve'] {
  const [first = 1, last = 1] = [curve[0]?.symbols, curve.at(-1)?.symbols].map((at = 1) =>
    Math.max(1, at),
  );
  const piece = ({ symbols }: CurvePoint) =>
    Math.floor(
      (Math.log(Math.max(1, symbols) / first) / Math.log(Math.max(2, last / first))) * CURVE_POINTS,
    );
  const validated = curve.some(({ validation }) => validation !== undefined);
  const eligible = validated ? curve.filter(({ validation }) => validation !== undefined) : curve;
  return eligible
    .filter(
      (point, i) =>
        i === eligible.length - 1 || piece(point) !== piece(eligible[i + 1] as CurvePoint),
    )
    .map(({ symbols, bits, validation }) => [
      symbols,
      digits(bits),
      validation === undefined ? null : digits(validation),
    ]);
}

function digits(value: number): number {
  return Number(value.toPrecision(6));
}
