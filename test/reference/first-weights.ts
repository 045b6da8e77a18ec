/** FORMAT.md, section 8: the weights of a network file in place of the first ones. */
import { alphabetValues } from '#dist/archive/alphabet.js';
import type { Vector } from './float32.js';
import type { Network } from './network.js';

/** What a network file holds. */
export interface NetworkWeights {
  readonly alphabet: Uint8Array;
  readonly parameters: readonly {
    readonly name: string;
    readonly rows: number;
    readonly columns: number;
    readonly values: Float32Array;
  }[];
}

/** Replaces first weights. `values`: the byte values that are the network's symbols. */
export function replaceWeights(network: Network, values: Uint8Array, file: NetworkWeights): void {
  const fileValues = alphabetValues(file.alphabet);
  const { parameters } = network;
  for (const from of file.parameters) {
    const to = parameters.get(from.name);
    if (!to) throw new Error(`the network has no ${from.name}`);
    const symbolRows = from.name === 'layer0.embedding1';
    const symbolColumns = from.name.startsWith('head.');
    for (let row = 0; row < from.rows; row++)
      for (let column = 0; column < from.columns; column++) {
        const toRow = symbolRows ? values.indexOf(fileValues[row] as number) : row;
        const toColumn = symbolColumns ? values.indexOf(fileValues[column] as number) : column;
        if (toRow >= 0 && toColumn >= 0)
          (to[toRow] as Vector)[toColumn] = from.values[row * from.columns + column] as number;
      }
  }
}
