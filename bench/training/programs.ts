/** The programs that train the same network: foresay, and rivals as far as they are installed. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Task } from './task.js';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export interface TrainingProgram {
  /** Runtime and what of it is used, as shown in tables. */
  readonly name: string;
  /** What the arithmetic runs on. */
  readonly runs: 'native' | 'WebAssembly';
  /** The most threads that it can use on Node. */
  readonly threads: number;
  /** A program and its arguments; the task is put in as the argument behind them. */
  readonly command: readonly string[];
  /** Further arguments. */
  readonly more: readonly string[];
}

export const FORESAY: TrainingProgram = {
  name: 'foresay',
  runs: 'WebAssembly',
  threads: 64,
  command: ['node', '--import', 'tsx', here('foresay.ts')],
  more: [],
};

interface PackageRival {
  readonly name: string;
  readonly runs: TrainingProgram['runs'];
  readonly threads: number;
  /** All that must be installed; the first stands in the list of missing rivals. */
  readonly packages: readonly string[];
  readonly script: string;
  readonly more: readonly string[];
}

const PACKAGES: readonly PackageRival[] = [
  {
    name: 'ONNX Runtime, gradients by hand',
    runs: 'native',
    threads: 64,
    packages: ['onnxruntime-node'],
    script: 'onnx.ts',
    more: ['onnxruntime-node'],
  },
  {
    name: 'ONNX Runtime Web, gradients by hand',
    runs: 'WebAssembly',
    threads: 64,
    packages: ['onnxruntime-web'],
    script: 'onnx.ts',
    more: ['onnxruntime-web'],
  },
  {
    name: 'TensorFlow.js, gradients by hand',
    runs: 'WebAssembly',
    threads: 1,
    packages: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'],
    script: 'tfjs.ts',
    more: ['steps'],
  },
  {
    name: 'TensorFlow.js, tf.layers.gru',
    runs: 'WebAssembly',
    threads: 1,
    packages: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'],
    script: 'tfjs.ts',
    more: ['layers'],
  },
  {
    name: 'jax-js, jit(valueAndGrad)',
    runs: 'WebAssembly',
    threads: 1,
    packages: ['@jax-js/jax'],
    script: 'jax.ts',
    more: [],
  },
];

/** What `npm install` in the folder of the rivals needs. */
export const RIVAL_PACKAGES = [...new Set(PACKAGES.flatMap(({ packages }) => packages))];

/** Interpreters that may have PyTorch: the first on the PATH, and that of the system's packages. */
const PYTHONS = ['python3', '/usr/bin/python3'];

function pytorch(): TrainingProgram | undefined {
  const hasTorch = (python: string) => spawnSync(python, ['-c', 'import torch']).status === 0;
  const python = PYTHONS.find(hasTorch);
  if (python === undefined) return undefined;
  const command = [python, here('pytorch.py')];
  return { name: 'PyTorch, nn.GRU', runs: 'native', threads: 64, command, more: [] };
}

/** The rivals whose packages are in `folder`/node_modules, PyTorch where a Python has it, and the names of the others. */
export function findTrainers(folder: string): { found: TrainingProgram[]; missing: string[] } {
  const isThere = ({ packages }: PackageRival) =>
    packages.every((name) => existsSync(join(folder, 'node_modules', name)));
  const torch = pytorch();
  const found = PACKAGES.filter(isThere).map(
    ({ name, runs, threads, script, more }): TrainingProgram => ({
      ...{ name, runs, threads },
      command: ['node', '--import', 'tsx', here(script)],
      more: [...more, folder],
    }),
  );
  const missing = PACKAGES.filter((one) => !isThere(one)).map(({ name }) => name);
  return {
    found: torch ? [torch, ...found] : found,
    missing: torch ? missing : ['PyTorch, nn.GRU', ...missing],
  };
}

/** The whole command of a task. */
export function commandOf({ command, more }: TrainingProgram, task: Task): string[] {
  return [...command, JSON.stringify(task), ...more];
}
