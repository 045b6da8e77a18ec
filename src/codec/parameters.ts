/**
 * The parameters of a codec's recurrent network, by name, there to be read and written: for trained weights and for
 * looking into what was learned. assembly/net/parameters.ts has their order.
 */

/** A matrix of f32. Rows are inputs, or the n-grams of an embedding; columns are outputs. A vector has one row. */
export interface Parameter {
  /**
   * `layer0.recurrent`, `layer1.below`, `layer0.embedding2` (of the last two symbols), `layer0.gain1`, `layer0.bias1` (of
   * the second gate), `head.from0` (from layer 0), `head.bias`.
   */
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** Columns of a panel: see indexOf. */
  readonly panel: number;
  /**
   * The values in the codec's memory, with the padding of the last panel. They are another array after any call that may
   * grow the memory or exchange copies of weights (`lag`): do not keep it.
   */
  readonly values: Float32Array;
}

/** What the codec exports for this. */
export interface ParameterCode {
  readonly memory: WebAssembly.Memory;
  parameter(index: number): number;
}

/** Words of a description. */
const WORDS = 7;

/** Names by role. */
const NAMES: readonly ((layer: number, index: number) => string)[] = [
  (layer) => `layer${layer}.recurrent`,
  (layer) => `layer${layer}.below`,
  (layer, index) => `layer${layer}.embedding${index + 1}`,
  (layer, index) => `layer${layer}.gain${index}`,
  (layer, index) => `layer${layer}.bias${index}`,
  (layer) => `head.from${layer}`,
  () => 'head.bias',
  () => 'second-order',
  () => 'channel',
];

/** All parameters, in the fixed order; none when the model has no network. A block must be open. */
export function parametersOf({ memory, parameter }: ParameterCode): Parameter[] {
  const all: Parameter[] = [];
  for (let at = parameter(0); at !== 0; at = parameter(all.length))
    all.push(described(memory.buffer, at));
  return all;
}

function described(buffer: ArrayBufferLike, at: number): Parameter {
  const words = new Int32Array(buffer, at, WORDS);
  const [role = 0, layer = 0, index = 0, address = 0, rows = 0, columns = 0, panel = 1] = words;
  const length = Math.ceil(columns / panel) * panel * rows;
  const values = new Float32Array(buffer, address >>> 0, length);
  const name = NAMES[role] as (typeof NAMES)[number];
  return { name: name(layer, index), rows, columns, panel, values };
}

/** Index in `values` of the element in a row and a column. */
export function indexOf(
  { rows, panel }: Pick<Parameter, 'rows' | 'panel'>,
  row: number,
  column: number,
): number {
  return (Math.floor(column / panel) * rows + row) * panel + (column % panel);
}

/** The values row by row, without padding: a copy. */
export function rowMajor(parameter: Parameter): Float32Array<ArrayBuffer> {
  const { rows, columns, values } = parameter;
  const copy = new Float32Array(rows * columns);
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at++)
      copy[at] = values[indexOf(parameter, row, column)] as number;
  return copy;
}

/** Writes values that are row by row, without padding, to the parameter. */
export function writeRowMajor(parameter: Parameter, given: Float32Array): void {
  const { rows, columns, values } = parameter;
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at++)
      values[indexOf(parameter, row, column)] = given[at] as number;
}
