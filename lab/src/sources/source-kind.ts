/** A kind of source: its name, its parameters and how a source is made of them. */
import { LabError } from '../errors.js';
import type { Parameters, Values } from './parameter.js';
import type { Source } from './source.js';

export interface SourceKind {
  /** As on the command line. */
  readonly name: string;
  /** One line for the help. */
  readonly summary: string;
  readonly parameters: Parameters;
  /** @param texts Parameters as written, by name; absent ones take their fallback. Throws LabError. */
  make(texts: Readonly<Record<string, string | undefined>>): Source;
}

/** Joins typed parameters with the function that takes their values. */
export function sourceKind<P extends Parameters>(kind: {
  readonly name: string;
  readonly summary: string;
  readonly parameters: P;
  readonly make: (values: Values<P>) => Source;
}): SourceKind {
  const { name, summary, parameters } = kind;
  return {
    name,
    summary,
    parameters,
    make: (texts) => kind.make(valuesOf(parameters, texts) as Values<P>),
  };
}

/** The option of a parameter: `noisyLags` is `--noisy-lags`. */
export function optionName(parameter: string): string {
  return `--${parameter.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function valuesOf(
  parameters: Parameters,
  texts: Readonly<Record<string, string | undefined>>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    const text = texts[name] ?? parameter.fallback;
    if (text === undefined) throw new LabError(`${optionName(name)} is missing`);
    try {
      values[name] = parameter.parse(text);
    } catch (error) {
      if (error instanceof LabError) throw new LabError(`${optionName(name)}: ${error.message}`);
      throw error;
    }
  }
  return values;
}
