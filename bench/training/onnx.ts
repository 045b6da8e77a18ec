/** Trains the GRU of a task with ONNX Runtime. The second argument: onnxruntime-node (native) or onnxruntime-web (WebAssembly). */
import { createRequire } from 'node:module';
import { after, gruTraining } from './onnx-gru.js';
import { givenTask, oneHot, trainBatches } from './task.js';

const task = givenTask();
const { width, symbols, rows, length, threads, rate } = task;
const [, , , name = '', modules = ''] = process.argv;
const ort = createRequire(`${modules}/`)(name);
ort.env.wasm.numThreads = threads;
const { model, parameters, states } = gruTraining(task);
const session = await ort.InferenceSession.create(model, {
  executionProviders: [name === 'onnxruntime-web' ? 'wasm' : 'cpu'],
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  logSeverityLevel: 3,
});

const size = (dims: readonly number[]) => dims.reduce((product, dim) => product * dim, 1);
const tensor = (values: Float32Array, dims: readonly number[]) =>
  new ort.Tensor('float32', values, dims);
const scalar = (value: number) => tensor(Float32Array.of(value), []);
const zeros = (dims: readonly number[]) => tensor(new Float32Array(size(dims)), dims);

const given: Record<string, unknown> = {};
for (const [key, dims] of Object.entries(parameters)) {
  const random = () => (2 * Math.random() - 1) / Math.sqrt(width);
  given[key] = tensor(Float32Array.from({ length: size(dims) }, random), dims);
  given[`${key}.first`] = zeros(dims);
  given[`${key}.second`] = zeros(dims);
}
for (const [key, dims] of Object.entries(states)) given[key] = zeros(dims);

let updates = 0;
await trainBatches(task, { version: ort.env.versions.common }, async (bytes) => {
  updates++;
  const hot = (part: Uint8Array) => tensor(oneHot(part, symbols), [length * rows, symbols]);
  const result = await session.run({
    ...given,
    inputs: hot(bytes.subarray(0, length * rows)),
    targets: hot(bytes.subarray(rows)),
    rate: scalar(rate / (1 - 0.9 ** updates)),
    secondScale: scalar(1 / (1 - 0.999 ** updates)),
  });
  for (const key of Object.keys(given)) given[key] = result[after(key)];
  return -result.likelihood.data[0] / (length * rows);
});
process.exit();
