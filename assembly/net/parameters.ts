import { PANEL } from '../numeric/panel';
import { Dense } from './dense';
import { beginDescription, describe, endDescription, ROLE, Visit } from './description';
import { Layer } from './layer';
import { Network } from './network';

/**
 * The parameters of a network: all numbers that learning changes, but not the state of the optimiser. They are visited in
 * a fixed order: for each layer from the first on its recurrent matrix, the matrix from the layer below (not in the first),
 * its embeddings (only in the first), and gain and bias of each gate; then the head's matrices from each layer, and the
 * head's bias.
 */

/** Visits all parameters. With `lag`, the weights are those in use. */
export function visitParameters(network: Network, visit: Visit): void {
  const layers = network.layers;
  for (let l = 0; l < layers.length; l++) visitLayer(layers[l], l, visit);
  const head = network.head;
  for (let l = 0; l < layers.length; l++) visitMatrix(head.matrices[l], ROLE.HEAD, l, visit);
  visit(ROLE.HEAD_BIAS, 0, 0, head.bias, 1, network.shape.symbols, head.N);
}

function visitLayer(units: Layer, layer: i32, visit: Visit): void {
  visitMatrix(units.recurrent, ROLE.RECURRENT, layer, visit);
  if (units.fromBelow) visitMatrix(units.fromBelow!, ROLE.BELOW, layer, visit);
  for (let i = 0; i < units.embeddings.length; i++) {
    const embedding = units.embeddings[i];
    visit(ROLE.EMBEDDING, layer, i, embedding.weights, embedding.rows, units.outputs, embedding.N);
  }
  const H = units.H;
  for (let i = 0; i < units.gates.length; i++) {
    const gains = units.gates[i].parameters;
    visit(ROLE.GAIN, layer, i, gains, 1, H, H);
    visit(ROLE.BIAS, layer, i, gains + ((<usize>H) << 2), 1, H, H);
  }
}

function visitMatrix(matrix: Dense, role: i32, layer: i32, visit: Visit): void {
  visit(role, layer, 0, matrix.weights, matrix.K, matrix.n, PANEL);
}

/** Address of the description of parameter i (description.ts); 0 when i is the number of parameters or more. */
export function describeParameter(network: Network, i: i32): usize {
  beginDescription(i);
  visitParameters(network, describe);
  return endDescription();
}
