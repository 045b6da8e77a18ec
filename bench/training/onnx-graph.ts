/** Builds an ONNX model: nodes by name of their operator, values by name. */
import { type Field, message } from './protobuf.js';

/** The name of a value. */
export type Value = string;
export type Dims = readonly number[];
/** Attributes of a node: integers, or one. */
type Attributes = Readonly<Record<string, number>>;

const FLOAT = 1;
const INT64 = 7;
const IR_VERSION = 8;
const OPERATORS = 17;

function typed(name: Value, dims: Dims): Field[] {
  const shape = dims.map((dim): Field => [1, [[1, dim]]]);
  return [
    [1, name],
    [
      2,
      [
        [
          1,
          [
            [1, FLOAT],
            [2, shape],
          ],
        ],
      ],
    ],
  ];
}

export class Graph {
  readonly #nodes: Field[] = [];
  readonly #constants: Field[] = [];
  readonly #inputs: Field[] = [];
  readonly #outputs: Field[] = [];
  #named = 0;

  input(name: Value, dims: Dims): Value {
    this.#inputs.push([11, typed(name, dims)]);
    return name;
  }

  output(name: Value, dims: Dims, value: Value): void {
    this.#add('Identity', [value], [name], {});
    this.#outputs.push([12, typed(name, dims)]);
  }

  float(value: number): Value {
    return this.#constant(FLOAT, [], new Uint8Array(Float32Array.of(value).buffer));
  }

  integers(values: readonly number[]): Value {
    const bytes = new Uint8Array(BigInt64Array.from(values.map(BigInt)).buffer);
    return this.#constant(INT64, [values.length], bytes);
  }

  /** The only result of an operator. */
  node(operator: string, inputs: readonly Value[], attributes: Attributes = {}): Value {
    const name = this.#name();
    this.#add(operator, inputs, [name], attributes);
    return name;
  }

  /** A value cut into `parts` equal parts. */
  split(value: Value, axis: number, sizes: readonly number[]): Value[] {
    const names = sizes.map(() => this.#name());
    this.#add('Split', [value, this.integers(sizes)], names, { axis });
    return names;
  }

  /** The model's bytes. */
  model(): Uint8Array {
    const graph = [...this.#nodes, ...this.#constants, ...this.#inputs, ...this.#outputs];
    return message([
      [1, IR_VERSION],
      [8, [[2, OPERATORS]]],
      [7, [...graph, [2, 'training']]],
    ]);
  }

  #name(): Value {
    return `value${this.#named++}`;
  }

  #constant(type: number, dims: Dims, bytes: Uint8Array): Value {
    const name = this.#name();
    const shape = dims.map((dim): Field => [1, dim]);
    this.#constants.push([5, [...shape, [2, type], [8, name], [9, bytes]]]);
    return name;
  }

  #add(operator: string, inputs: readonly Value[], outputs: Value[], given: Attributes): void {
    const attributes = Object.entries(given).map(
      ([name, value]): Field => [
        5,
        [
          [1, name],
          [3, value],
          [20, 2],
        ],
      ],
    );
    const values = (field: number, names: readonly Value[]) =>
      names.map((name): Field => [field, name]);
    this.#nodes.push([
      1,
      [...values(1, inputs), ...values(2, outputs), [4, operator], ...attributes],
    ]);
  }
}
