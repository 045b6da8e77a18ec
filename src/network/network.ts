/** A trained network: its shape, its alphabet and the values of its parameters. */
import { alphabetSize } from '../archive/alphabet.js';
import { ForesayError } from '../errors.js';
import { NETWORK_FIELDS } from '../model/fields.js';
import { shown } from '../shown.js';

/** The cells that a network file may have. */
export const CELLS = ['rnn', 'gru', 'lstm'] as const;

export const NORMS = NETWORK_FIELDS.norm.values;

/** Most weights of a network: 128 MiB as f32. */
export const MAX_WEIGHTS = 2 ** 25;

export interface NetworkShape {
  readonly cell: (typeof CELLS)[number];
  /** Cells a layer: 8 to 2048, a multiple of 8. */
  readonly width: number;
  /** 1 to 8. */
  readonly layers: number;
  /** Normalisation of the pre-activations. */
  readonly norm: (typeof NORMS)[number];
}

/** The name and the shape of a parameter (src/codec/parameters.ts). */
export interface ParameterShape {
  readonly name: string;
  /** Inputs of a matrix; symbols of an embedding; 1 of a vector. */
  readonly rows: number;
  /** Outputs. */
  readonly columns: number;
}

/** Whether the parameter is a vector: gains or biases. */
export function isVector({ name }: ParameterShape): boolean {
  return /\.(gain|bias)\d*$/.test(name);
}

export interface NetworkParameter extends ParameterShape {
  /** Row by row, without padding. */
  readonly values: Float32Array;
}

/** The first layer reads the last symbol; each layer reads its own state of one symbol before. */
export interface Network extends NetworkShape {
  /** The byte values that are the network's symbols, in increasing order; value v is bit v & 7 of byte v >> 3 of 32. */
  readonly alphabet: Uint8Array;
  /** All parameters, in the order of parameterShapes(). */
  readonly parameters: readonly NetworkParameter[];
}

/** The parameters of a network of `symbols` symbols, in their fixed order (assembly/net/parameters.ts). */
export function parameterShapes(
  { cell, width, layers }: NetworkShape,
  symbols: number,
): ParameterShape[] {
  const gates = cell === 'rnn' ? 1 : 3;
  const outputs = gates * width;
  const shapes: ParameterShape[] = [];
  for (let layer = 0; layer < layers; layer++) {
    const add = (name: string, rows: number, columns: number) =>
      shapes.push({ name: `layer${layer}.${name}`, rows, columns });
    add('recurrent', width, outputs);
    if (layer > 0) add('below', width, outputs);
    else add('embedding1', symbols, outputs);
    for (let gate = 0; gate < gates; gate++) {
      add(`gain${gate}`, 1, width);
      add(`bias${gate}`, 1, width);
    }
  }
  for (let layer = 0; layer < layers; layer++)
    shapes.push({ name: `head.from${layer}`, rows: width, columns: symbols });
  return [...shapes, { name: 'head.bias', rows: 1, columns: symbols }];
}

/** Numbers of all parameters. */
export function weightsOf(shapes: readonly ParameterShape[]): number {
  return shapes.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
}

/** Throws INVALID_OPTION for parameters of more weights than a network file can hold. */
export function checkWeights(shapes: readonly ParameterShape[]): void {
  const weights = weightsOf(shapes);
  if (weights > MAX_WEIGHTS)
    throw invalid(`a network file has at most ${MAX_WEIGHTS} weights, not ${weights}`);
}

/** Throws INVALID_OPTION for what no network file can hold. */
export function checkNetwork(network: Network): void {
  const { cell, width, layers, norm, alphabet, parameters } = network;
  if (!CELLS.includes(cell) || !NORMS.includes(norm))
    throw invalid(`a network file holds no cell ${shown(cell)} with norm ${shown(norm)}`);
  for (const [name, value] of [
    ['width', width],
    ['layers', layers],
  ] as const) {
    const { min, max, step } = NETWORK_FIELDS[name];
    if (!Number.isInteger(value) || value < min || value > max || value % step !== 0)
      throw invalid(`${name} ${shown(value)} is not ${min} to ${max} in steps of ${step}`);
  }
  if (alphabet.length !== 32 || alphabetSize(alphabet) === 0)
    throw invalid('the alphabet of a network is a set of 1 to 256 byte values, in 32 bytes');
  const shapes = parameterShapes(network, alphabetSize(alphabet));
  checkWeights(shapes);
  if (parameters.length !== shapes.length)
    throw invalid(`the network has ${shapes.length} parameters, not ${parameters.length}`);
  shapes.forEach(({ name, rows, columns }, index) => {
    const values = parameters[index]?.name === name ? parameters[index].values : undefined;
    if (values?.length !== rows * columns)
      throw invalid(`parameter ${index} of the network is not ${name}, ${rows} x ${columns}`);
    if (!values.every(Number.isFinite)) throw invalid(`${name} has a number that is not finite`);
  });
}

export function invalid(message: string): ForesayError {
  return new ForesayError('INVALID_OPTION', message);
}
