/** `train --save`: a network file of what was trained. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeNetwork } from 'foresay/train';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saveNetwork } from '../src/training/save-network.js';
import { readModel } from '../src/training/saved-model.js';
import { printed } from './support/printed.js';

const folder = mkdtempSync(join(tmpdir(), 'foresay-lab-'));
const home = process.cwd();
const lab = (line: string) => printed(line.split(' '));

beforeAll(async () => {
  process.chdir(folder);
  await lab('source xor-feedback --k 3 --noise 0.1 --length 6000 --output input.txt');
  await lab('source iid --length 3000 --format bits --output bits.bin');
});
beforeEach(() => {
  for (const path of ['.summary', 'net.fsn']) rmSync(path, { recursive: true, force: true });
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

const SMALL = '--model_type gru --hidden_size 8 --num_layers 1 --batch_size 8 --seq_length 20';
const TRAIN = `train --data_path input.txt ${SMALL} --lr 0.01`;

describe('train --save', () => {
  it('writes the network, quantised in the last epochs', async () => {
    const given = '--num_epochs 3 --weight_bits 2 --quantise_epochs 1 --save net.fsn';
    const { status, out } = await lab(`${TRAIN} ${given}`);
    expect(status).toBe(0);
    expect(out).toMatch(/^net\.fsn: \d+ bytes, [\d.]+ bits a weight$/m);
    const file = readFileSync('net.fsn');
    const network = await decodeNetwork(file);
    expect(network).toMatchObject({ cell: 'gru', width: 8, layers: 1, norm: 'rms' });
    const recurrent = network.parameters[0]?.values as Float32Array;
    const column = recurrent.filter((_, i) => i % 24 === 0);
    expect(new Set(column.map(Math.abs)).size).toBeLessThanOrEqual(2);
    await saveNetwork('again.fsn', readModel('.summary/model'));
    expect(readFileSync('again.fsn')).toEqual(file);
  });

  it('writes the weights as they are without --weight-bits', async () => {
    await lab(`${TRAIN} --num_epochs 1 --save net.fsn`);
    const { bitsPerWeight, parameters } = await decodeNetwork(readFileSync('net.fsn'));
    expect(bitsPerWeight).toBeGreaterThan(32);
    expect(parameters.every(({ values }) => values.every(Number.isFinite))).toBe(true);
  });

  it('has more zeros with a larger dead zone', async () => {
    const zeros = async (deadZone: number) => {
      const given = '--weight_bits 2 --num_epochs 4 --quantise_epochs 3 --save net.fsn --force';
      await lab(`${TRAIN} ${given} --dead_zone ${deadZone}`);
      const { parameters } = await decodeNetwork(readFileSync('net.fsn'));
      const weights = parameters.flatMap(({ rows, values }) => (rows > 1 ? [...values] : []));
      return weights.filter((weight) => weight === 0).length / weights.length;
    };
    const [few, many] = [await zeros(0.5), await zeros(1.2)];
    expect(few).toBeGreaterThan(0.1);
    expect(many).toBeGreaterThan(few + 0.2);
  });

  it('writes the same file when a finished run is resumed', async () => {
    await lab(`${TRAIN} --weight_bits 3 --quantise_epochs 1 --num_epochs 2 --save net.fsn`);
    const file = readFileSync('net.fsn');
    rmSync('net.fsn');
    expect((await lab('train --resume')).status).toBe(0);
    expect(readFileSync('net.fsn')).toEqual(file);
  });

  it.each([
    ['--data_path bits.bin', 'bytes as symbols, not single bits'],
    ['--data_path input.txt --vocab ba', 'vocabulary in increasing order'],
    ['--data_path input.txt --model_type rwa', 'a network file holds the cells rnn, gru, lstm'],
    ['--data_path input.txt --dilation 2', 'a network file needs dilation = 1, not 2'],
    ['--data_path input.txt --feature_size 3', 'a network file needs window = 1, not 3'],
  ])('refuses %s before training', async (given, message) => {
    const shape = '--hidden_size 8 --batch_size 8 --seq_length 20';
    const { status, err } = await lab(`train ${given} ${shape} --save net.fsn`);
    expect(status).toBe(2);
    expect(err).toContain(message);
    expect(existsSync('.summary')).toBe(false);
    expect(existsSync('net.fsn')).toBe(false);
  });

  it('replaces a file only by force, and no file of the run', async () => {
    await lab(`${TRAIN} --num_epochs 1 --save net.fsn`);
    rmSync('.summary', { recursive: true });
    const refused = await lab(`${TRAIN} --num_epochs 1 --save net.fsn`);
    expect(refused).toMatchObject({
      status: 2,
      err: 'error: net.fsn exists: --force replaces it\n',
    });
    expect((await lab(`${TRAIN} --num_epochs 1 --save net.fsn --force`)).status).toBe(0);
    expect(statSync('net.fsn').size).toBeGreaterThan(0);
    const own = await lab(`${TRAIN} --num_epochs 1 --save input.txt --force`);
    expect(own.err).toBe('error: --save: input.txt is another file of the run\n');
  });
});
