import { PANEL } from '../numeric/panel';
import { Dense } from './dense';
import { Layer } from './layer';
import { Network } from './network';

/**
 * The parameters of a network: all numbers that learning changes, but not the state of the optimiser. They are visited in
 * a fixed order: for each layer from the first on its recurrent matrix, the matrix from the layer below (not in the first),
 * its embeddings (only in the first), and gain and bias of each gate; then the head's matrices from each layer, and the
 * head's bias.
 */

/** What a parameter is; `index` counts within layer and role, from 0. The host has their names (src/codec/parameters.ts). */
const RECURRENT = 0;
const BELOW = 1;
const EMBEDDING = 2;
const GAIN = 3;
const BIAS = 4;
const HEAD = 5;
const HEAD_BIAS = 6;

/**
 * Takes a parameter, a matrix of rows x columns f32 at an address: element (r, c) is at index
 * (floor(c / panel) rows + r) panel + c mod panel. Rows are inputs (symbols or n-grams for embeddings), columns outputs;
 * vectors have one row. Columns are padded with zeros to whole panels.
 */
export type Visit = (
  role: i32,
  layer: i32,
  index: i32,
  address: usize,
  rows: i32,
  columns: i32,
  panel: i32,
) => void;

/** Visits all parameters. With `lag`, the weights are those in use. */
export function visitParameters(network: Network, visit: Visit): void {
  const layers = network.layers;
  for (let l = 0; l < layers.length; l++) visitLayer(layers[l], l, visit);
  const head = network.head;
  for (let l = 0; l < layers.length; l++) visitMatrix(head.matrices[l], HEAD, l, visit);
  visit(HEAD_BIAS, 0, 0, head.bias, 1, network.shape.symbols, head.N);
}

function visitLayer(units: Layer, layer: i32, visit: Visit): void {
  visitMatrix(units.recurrent, RECURRENT, layer, visit);
  if (units.fromBelow) visitMatrix(units.fromBelow!, BELOW, layer, visit);
  for (let i = 0; i < units.embeddings.length; i++) {
    const embedding = units.embeddings[i];
    visit(EMBEDDING, layer, i, embedding.weights, embedding.rows, units.outputs, embedding.N);
  }
  const H = units.H;
  for (let i = 0; i < units.gates.length; i++) {
    const gains = units.gates[i].parameters;
    visit(GAIN, layer, i, gains, 1, H, H);
    visit(BIAS, layer, i, gains + ((<usize>H) << 2), 1, H, H);
  }
}

function visitMatrix(matrix: Dense, role: i32, layer: i32, visit: Visit): void {
  visit(role, layer, 0, matrix.weights, matrix.K, matrix.n, PANEL);
}

/** For a host: what was visited last, as i32 words: role, layer, index, address, rows, columns, panel. */
const description = memory.data(7 * 4, 4);
/** Parameters still to be visited before the one that is described. */
let remaining = 0;

function describe(
  role: i32,
  layer: i32,
  index: i32,
  address: usize,
  rows: i32,
  columns: i32,
  panel: i32,
): void {
  if (remaining-- != 0) return;
  store<i32>(description, role);
  store<i32>(description, layer, 4);
  store<i32>(description, index, 8);
  store<i32>(description, i32(address), 12);
  store<i32>(description, rows, 16);
  store<i32>(description, columns, 20);
  store<i32>(description, panel, 24);
}

/** Address of the description of parameter i, valid until the next call; 0 when i is the number of parameters or more. */
export function describeParameter(network: Network, i: i32): usize {
  remaining = i;
  visitParameters(network, describe);
  return remaining < 0 ? description : 0;
}
