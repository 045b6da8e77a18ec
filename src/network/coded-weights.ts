/** Quantised weights as coded bytes: FORMAT.md, "Network file"; the codec does the work (assembly/weights). */

import { asForesayError } from '../codec/failure.js';
import { newWeightCode, type WeightCode } from '../codec/weights.js';
import { ForesayError } from '../errors.js';
import { isVector, type NetworkParameter, type ParameterShape } from './network.js';

/** A parameter, and the bits of its weights: 1 to 16 for a matrix, 2 to 16 for a vector. */
export type Quantised<P extends ParameterShape> = P & { readonly bits: number };

/** Room of the code: no weight takes so many bytes. */
const MOST_BYTES = 4;

/** Quantises the parameters and codes their levels. Weights below `deadZone` steps become 0. */
export function encodeWeights(
  parameters: readonly Quantised<NetworkParameter>[],
  deadZone: number,
): Uint8Array<ArrayBuffer> {
  const weights = parameters.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
  const capacity = MOST_BYTES * (weights + 1024);
  return withCode(parameters, capacity, (code) => {
    code.beginWeights(0, 0);
    for (const parameter of parameters) {
      writeValues(code, parameter);
      if (codeParameter(code, parameter, deadZone) < 0)
        throw new ForesayError('ENGINE', `the weights of ${parameter.name} do not fit`);
    }
    const length = code.finishWeights();
    return new Uint8Array(code.memory.buffer, code.weightsCodeAddress(), length).slice();
  });
}

/** The parameters that the coded bytes hold. Throws CORRUPT for bytes that encodeWeights() does not write. */
export function decodeWeights(
  bytes: Uint8Array,
  shapes: readonly Quantised<ParameterShape>[],
): NetworkParameter[] {
  return withCode(shapes, bytes.length, (code) => {
    new Uint8Array(code.memory.buffer, code.weightsCodeAddress(), bytes.length).set(bytes);
    code.beginWeights(1, bytes.length);
    const parameters = shapes.map(({ bits, ...shape }) => {
      if (codeParameter(code, { ...shape, bits }, 0) < 0)
        throw new ForesayError('CORRUPT', `the weights of ${shape.name} are damaged`);
      return { ...shape, values: readValues(code, shape) };
    });
    if (code.finishWeights() < 0)
      throw new ForesayError('CORRUPT', 'the coded weights do not end where they should');
    return parameters;
  });
}

function withCode<T>(
  shapes: readonly ParameterShape[],
  capacity: number,
  work: (code: WeightCode) => T,
): T {
  try {
    const code = newWeightCode();
    const size = Math.max(...shapes.map((shape) => shape.rows * strideOf(shape)));
    const columns = Math.max(...shapes.map((shape) => shape.columns));
    if (code.openWeights(size, columns, capacity) < 0)
      throw new ForesayError('MEMORY_LIMIT', 'the machine has no memory for the weights');
    return work(code);
  } catch (error) {
    throw asForesayError(error);
  }
}

function codeParameter(
  code: WeightCode,
  shape: Quantised<ParameterShape>,
  deadZone: number,
): number {
  return isVector(shape)
    ? code.codeVector(shape.columns, shape.bits)
    : code.codeMatrix(shape.rows, shape.columns, shape.bits, deadZone);
}

/** Floats from row to row. */
function strideOf({ columns }: ParameterShape): number {
  return Math.ceil(columns / 4) * 4;
}

function valuesOf(code: WeightCode, shape: ParameterShape): Float32Array {
  const length = shape.rows * strideOf(shape);
  return new Float32Array(code.memory.buffer, code.weightsAddress(), length);
}

function writeValues(code: WeightCode, parameter: NetworkParameter): void {
  const { rows, columns, values } = parameter;
  const padded = valuesOf(code, parameter).fill(0);
  for (let row = 0; row < rows; row++)
    padded.set(values.subarray(row * columns, (row + 1) * columns), row * strideOf(parameter));
}

function readValues(code: WeightCode, shape: ParameterShape): Float32Array {
  const { rows, columns } = shape;
  const padded = valuesOf(code, shape);
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const at = row * strideOf(shape);
    values.set(padded.subarray(at, at + columns), row * columns);
  }
  return values;
}
