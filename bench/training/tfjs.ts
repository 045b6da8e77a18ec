/**
 * Trains the GRU of a task with TensorFlow.js on WebAssembly: as `layers`, tf.layers.gru and automatic gradients, or as
 * `steps`, the fastest form found (tfjs-steps.ts). On Node this backend has one thread.
 */
import { createRequire } from 'node:module';
import { givenTask, oneHot, trainBatches } from './task.js';
import { type Tensor, type TensorFlow, TrainingSteps } from './tfjs-steps.js';

const task = givenTask();
const { width, layers, symbols, rows, length, rate, clip } = task;
const [, , , form = 'layers', modules = ''] = process.argv;
const require = createRequire(`${modules}/`);
const tf: TensorFlow = require('@tensorflow/tfjs');
require('@tensorflow/tfjs-backend-wasm');
await tf.setBackend('wasm');

interface Result {
  readonly value: Tensor;
  /** By the variables' names. */
  readonly grads: Record<string, Tensor>;
}

const hot = (bytes: Uint8Array) => tf.tensor(oneHot(bytes, symbols), [bytes.length, symbols]);

/** Stateful layers; a batch is rows x length x symbols there. */
function asLayers(): (inputs: Uint8Array, targets: Uint8Array) => Result {
  const model = tf.sequential();
  for (let l = 0; l < layers; l++)
    model.add(
      tf.layers.gru({
        units: width,
        returnSequences: true,
        stateful: true,
        recurrentActivation: 'sigmoid',
        recurrentInitializer: 'glorotUniform',
        ...(l === 0 && { batchInputShape: [rows, length, symbols] }),
      }),
    );
  model.add(tf.layers.dense({ units: symbols }));
  const rowsFirst = (bytes: Uint8Array) =>
    hot(bytes).reshape([length, rows, symbols]).transpose([1, 0, 2]);
  return (inputs, targets) => {
    const x = rowsFirst(inputs);
    const y = rowsFirst(targets).reshape([-1, symbols]);
    return tf.variableGrads(() => {
      const logits = model.apply(x, { training: true }).reshape([-1, symbols]);
      return tf.losses.softmaxCrossEntropy(y, logits);
    });
  };
}

function asSteps(): (inputs: Uint8Array, targets: Uint8Array) => Result {
  const network = new TrainingSteps(tf, task);
  const steps = (bytes: Uint8Array) =>
    Array.from({ length }, (_, t) => hot(bytes.subarray(t * rows, (t + 1) * rows)));
  return (inputs, targets) => network.train(steps(inputs), steps(targets));
}

const train = form === 'layers' ? asLayers() : asSteps();
const adam = tf.train.adam(rate);
await trainBatches(
  task,
  { version: tf.version.tfjs },
  (bytes) =>
    tf
      .tidy(() => {
        const { value, grads } = train(bytes.subarray(0, length * rows), bytes.subarray(rows));
        const squares = Object.values(grads).map((gradient) => gradient.square().sum());
        const scale = tf.minimum(1, tf.div(clip, tf.sqrt(tf.addN(squares))));
        const clipped = Object.entries(grads).map(([name, gradient]) => [
          name,
          gradient.mul(scale),
        ]);
        adam.applyGradients(Object.fromEntries(clipped));
        return value;
      })
      .dataSync()[0] ?? Number.NaN,
);
