import { beginDescription, describe, endDescription, ROLE } from '../net/description';
import { PANEL } from '../numeric/panel';
import { Layer } from './layer';
import { Matrix } from './matrix';
import { Trainer } from './trainer';

/** Address of the description of parameter i (net/description.ts), in the order of the codec's; 0 behind the last. */
export function describeParameter(trainer: Trainer, i: i32): usize {
  beginDescription(i);
  const layers = trainer.layers;
  for (let l = 0; l < layers.length; l++) describeLayer(layers[l], l);
  const output = trainer.output;
  for (let l = 0; l < layers.length; l++) describeMatrix(output.matrices[l], ROLE.HEAD, l);
  describe(ROLE.HEAD_BIAS, 0, 0, output.bias.weights, 1, trainer.shape.symbols, output.N);
  if (output.secondOrder) {
    const unit = output.secondOrder!;
    describe(ROLE.SECOND_ORDER, 0, 0, unit.weights, unit.n, unit.n, unit.columns);
    const channel = unit.channel;
    if (channel) describe(ROLE.CHANNEL, 0, 0, channel.weights, 1, 1, 4);
  }
  return endDescription();
}

function describeLayer(layer: Layer, index: i32): void {
  if (layer.recurrent) describeMatrix(layer.recurrent!, ROLE.RECURRENT, index);
  if (layer.below) describeMatrix(layer.below!, ROLE.BELOW, index);
  if (layer.embedding) {
    const embedding = layer.embedding!;
    describe(ROLE.EMBEDDING, index, 0, embedding.weights, embedding.rows, embedding.n, PANEL);
  }
  const H = layer.cell.H;
  for (let i = 0; i < layer.gates.length; i++) {
    const gains = layer.gates[i].weights;
    describe(ROLE.GAIN, index, i, gains, 1, H, H);
    describe(ROLE.BIAS, index, i, gains + ((<usize>H) << 2), 1, H, H);
  }
}

function describeMatrix(matrix: Matrix, role: i32, layer: i32): void {
  describe(role, layer, 0, matrix.weights, matrix.K, matrix.n, PANEL);
}
