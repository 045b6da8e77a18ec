/** The commands train, sample and evaluate, as a user types them. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readModel } from '../src/training/saved-model.js';
import { printed } from './support/printed.js';
import { screenOf } from './support/screen.js';

const folder = mkdtempSync(join(tmpdir(), 'foresay-lab-'));
const home = process.cwd();
beforeAll(async () => {
  process.chdir(folder);
  await lab('source xor-feedback --k 3 --noise 0.1 --length 6000 --output input.txt');
  await lab('source xor-feedback --k 3 --noise 0.1 --length 2000 --seed 2 --output validate.txt');
  await lab('source iid --length 3000 --format bits --output bits.bin');
  writeFileSync('abc.txt', 'abcabc'.repeat(100));
  writeFileSync('short.txt', 'abab');
  writeFileSync('empty.txt', '');
  writeFileSync('large.txt', '');
  // A hole: it takes no space on the disk.
  truncateSync('large.txt', 2 ** 31);
  writeFileSync('note.json', '{"entropy": 0.25}');
  writeFileSync('other.json', '{"title": "nothing"}');
});
beforeEach(() => rmSync('.summary', { recursive: true, force: true }));
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

const lab = (line: string) => printed(line.split(' '));
const SMALL = '--hidden_size 8 --batch_size 8 --num_epochs 1';
const config = () => JSON.parse(readFileSync('.summary/config.json', 'utf8'));
const metrics = () =>
  readFileSync('.summary/metrics.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** Reports without what depends on the machine. */
const timeless = (text: string) => text.replace(/ {2}\S+ symbols\/s {2}.* left$/gm, '');

describe('train', () => {
  it("the note's line works as it stands", async () => {
    const line =
      'train --data_path input.txt --summary_path .summary --hidden_size 32 --num_layers 2 --batch_size 64 --lr 0.0002 ' +
      '--model_type rnn --vocab ab --validate_every 1000 --validate_path validate.txt';
    const { status, out } = await lab(line);
    expect(status).toBe(0);
    const lines = timeless(out).trimEnd().split('\n');
    expect(lines.slice(0, 2)).toEqual([
      'input.txt: 6000 symbols of 2 kinds',
      'validate.txt: 2000 symbols for validation',
    ]);
    expect(lines[2]).toMatch(/^rnn, 2 x 32 cells, \d+ parameters$/);
    expect(lines[3]).toBe('64 rows of 64 symbols a batch, 2 batches an epoch');
    expect(lines[5]).toMatch(
      /^step 20\/20 {2}epoch 10\/10 {2}train \d\.\d{5} {2}validation \d\.\d{5} {2}gap \d\.\d{5}$/,
    );
    expect(out).toMatch(/symbols\/s {2}0\.0 s left\n/);
    expect(readdirSync('.summary').sort()).toEqual([
      'checkpoint',
      'config.json',
      expect.stringMatching(/^events\.out\.tfevents\./),
      'metrics.jsonl',
      'model',
      'result.json',
    ]);
    expect(metrics()).toHaveLength(1);
    expect(JSON.parse(readFileSync('.summary/result.json', 'utf8'))).toEqual({
      stopped: 'epochs',
      step: 20,
      symbols: expect.any(Number),
      seconds: expect.any(Number),
      bestValidationBits: metrics()[0].validation,
    });
    expect(readModel('.summary/model')).toMatchObject({
      trainer: {
        cell: 'rnn',
        width: 32,
        layers: 2,
        rows: 64,
        length: 64,
        optimizer: 'adam',
        clip: 5,
      },
      codes: [97, 98],
    });
  });

  it('options with dashes and with =', async () => {
    const line = 'train --data-path=input.txt --num_epochs=1 --hidden-size=8 --batch-size 8';
    expect((await lab(line)).status).toBe(0);
    expect(config().options).toEqual({
      dataPath: 'input.txt',
      numEpochs: 1,
      hiddenSize: 8,
      batchSize: 8,
    });
  });

  it('config.json names the command that trains the same model', async () => {
    await lab(`train --data_path input.txt ${SMALL} --model_type gru --dropout 0.8 --seed 3`);
    const model = readFileSync('.summary/model');
    const [program, ...words] = config().command.split(' ');
    expect(program).toBe('foresay-lab');
    expect((await printed([...words, '--force'])).status).toBe(0);
    expect(readFileSync('.summary/model')).toEqual(model);
  });

  it('--regularization says what the keep probability acts on', async () => {
    await lab(`train --data_path input.txt ${SMALL} --regularization zoneout --dropout 0.8`);
    expect(readModel('.summary/model').trainer).toMatchObject({ dropout: 1, zoneout: 0.8 });
  });

  it('feature reads a window', async () => {
    await lab(`train --data_path input.txt ${SMALL} --model_type feature`);
    expect(readModel('.summary/model').trainer).toMatchObject({ cell: 'feature', window: 64 });
    await lab(`train --data_path input.txt ${SMALL} --feature_size 5 --force`);
    expect(readModel('.summary/model').trainer).toMatchObject({ cell: 'rnn', window: 5 });
  });

  it.each([
    ['', 'entropy rate 0.468996 bits'],
    ['--info_path note.json', 'entropy rate 0.25 bits'],
    ['--info_path validate.json', 'entropy rate 0.468996 bits'],
    ['--info_path note.json --entropy 0.125', 'entropy rate 0.125 bits'],
  ])('the entropy with %j', async (options, expected) => {
    expect((await lab(`train --data_path input.txt ${SMALL} ${options}`.trim())).out).toContain(
      expected,
    );
  });

  it('reads bits as bits, and bytes without a vocabulary', async () => {
    expect((await lab(`train --data_path bits.bin ${SMALL}`)).out).toContain('3000 symbols of 2');
    expect(readModel('.summary/model').codes).toBe(null);
    await lab(`train --data_path abc.txt ${SMALL} --force`);
    expect(readModel('.summary/model')).toMatchObject({
      trainer: { symbols: 3 },
      codes: [97, 98, 99],
    });
  });

  it('--unknown skip drops and counts', async () => {
    const line = `train --data_path abc.txt --validate_path abc.txt --vocab ab --unknown skip ${SMALL}`;
    const { out } = await lab(line);
    expect(out).toContain('abc.txt: 400 symbols of 2 kinds, 200 outside the vocabulary left out');
    expect(out).toContain('abc.txt: 400 symbols for validation, 200 outside');
  });

  it('--resume continues to the same bits, with the options of before', async () => {
    const line = `train --data_path input.txt --validate_path validate.txt ${SMALL} --print_every 7 --validate_every 30 --lr 0.01`;
    const whole = await lab(line);
    const files = () =>
      ['checkpoint', 'model', 'metrics.jsonl'].map((name) =>
        readFileSync(join('.summary', name), 'latin1').replace(/"seconds":[^,}]+/g, ''),
      );
    const model = readModel('.summary/checkpoint').bytes;
    const lines = files()[2];
    rmSync('.summary', { recursive: true });
    expect((await lab(`${line} --checkpoint_every 1`)).status).toBe(0);
    const again = await lab('train --summary_path .summary --resume');
    expect(again.status).toBe(0);
    expect(again.out).toContain('resumed after 94 batches\ndone after 94 batches');
    expect(readModel('.summary/checkpoint').bytes).toEqual(model);
    expect(files()[2]).toBe(lines);
    expect(timeless(whole.out)).toContain('step 94/94');
    const more = await lab('train --resume --num_epochs 2');
    expect(more.out).toContain('resumed after 94 batches\nstep 98/188');
    expect(config().options).toMatchObject({ numEpochs: 2, lr: 0.01 });
  });

  it('on a terminal the curve is below the lines, and stays', async () => {
    const line = `train --data_path input.txt ${SMALL} --print_every 20 --num_epochs 20`;
    const plain = timeless((await lab(line)).out)
      .trimEnd()
      .split('\n');
    const { isTTY } = process.stdout;
    process.stdout.isTTY = true;
    const { out } = await lab(`${line} --force`);
    process.stdout.isTTY = isTTY;
    expect(out).toContain('\x1b[8A\r\x1b[J');
    const screen = timeless(screenOf(out).join('\n')).trimEnd().split('\n');
    const chart = screen.filter((text) => text.includes('│'));
    expect(chart).toHaveLength(8);
    expect(chart.join('')).toMatch(/[\u2801-\u28ff]/);
    expect(screen.slice(-9)).toEqual([...chart, plain.at(-1)]);
    expect(screen.filter((text) => !text.includes('│'))).toEqual(plain);
  });

  it('--checkpoint puts the checkpoint elsewhere', async () => {
    await lab(`train --data_path input.txt ${SMALL} --checkpoint there/c --checkpoint_every 10`);
    expect(existsSync('.summary/checkpoint')).toBe(false);
    expect(readModel('there/c').training?.progress.step).toBe(94);
  });
});

describe('sample and evaluate', () => {
  beforeEach(async () => {
    await lab(`train --data_path input.txt --model_type gru --lr 0.01 ${SMALL}`);
  });

  it('sample writes the prime and as many symbols as wanted', async () => {
    const line = 'sample .summary/model --length 50 --prime abba --temperature 0.8 --seed 4';
    const { status, out } = await lab(line);
    expect(status).toBe(0);
    expect(out).toMatch(/^abba[ab]{50}$/);
    expect((await lab(`${line} --output sample.txt`)).out).toBe('');
    expect(readFileSync('sample.txt', 'latin1')).toBe(out);
  });

  it('evaluate gives bits a symbol, perplexity, and the gap to the entropy', async () => {
    const { out } = await lab('evaluate .summary/model validate.txt');
    expect(out).toMatch(
      /^validate\.txt: 2000 symbols\n\d\.\d+ bits a symbol, perplexity \d\.\d+\nentropy rate 0\.468996 bits a symbol, gap \d\.\d+\n$/,
    );
    const json = JSON.parse((await lab('evaluate .summary/checkpoint validate.txt --json')).out);
    expect(json).toMatchObject({ symbols: 2000, dropped: 0, entropy: 0.468995594 });
    expect(json.perplexity).toBeCloseTo(2 ** json.bitsPerSymbol, 9);
    const rows = JSON.parse(
      (await lab('evaluate .summary/model validate.txt --json --rows 16')).out,
    );
    expect(Math.abs(rows.bitsPerSymbol - json.bitsPerSymbol)).toBeLessThan(0.05);
  });

  it('evaluate drops symbols where told to', async () => {
    const { status, out } = await lab('evaluate .summary/model abc.txt --unknown skip');
    expect(status).toBe(0);
    expect(out).toContain('200 outside the vocabulary left out');
  });
});

describe('bad input', () => {
  it.each([
    ['train', '--data-path is missing'],
    ['train --data_pth input.txt', "unknown option '--data_pth'\n(Did you mean --data-path?)"],
    ['train --hiden_size 8', "unknown option '--hiden_size'\n(Did you mean --hidden-size?)"],
    ['train --data_path', "option '--data-path <file>' argument missing"],
    ['train --data_path empty.txt', 'empty.txt is empty'],
    ['train --data_path large.txt', 'large.txt: the file has more than 2147483647 bytes'],
    ['sample large.txt', 'large.txt: the file has more than 2147483647 bytes'],
    ['train --data_path short.txt', '4 symbols are fewer than the 4096 of a batch'],
    [
      'train --data_path abc.txt --vocab ab',
      "abc.txt: symbol 'c' (byte 99) at position 2 is not in the vocabulary",
    ],
    [
      'train --data_path input.txt --validate_path abc.txt',
      "abc.txt: symbol 'c' (byte 99) at position 2 is not in the vocabulary",
    ],
    [
      'train --data_path abc.txt --vocab xy --unknown skip',
      'abc.txt has no symbol of the vocabulary',
    ],
    ['train --data_path input.txt --vocab aba', "the vocabulary 'aba' names a character twice"],
    ['train --data_path input.txt --vocab é', 'a vocabulary is of ASCII characters'],
    ['train --data_path bits.bin --vocab 01', '--vocab has no meaning'],
    ['train --data_path input.txt --validate_path bits.bin', 'the JSON beside it says bits'],
    ['train --data_path input.txt --validate_path empty.txt', 'empty.txt is empty'],
    [
      'train --data_path input.txt --validate_path short.txt',
      '4 symbols are too few for validation',
    ],
    ['train --data_path input.txt --info_path other.json', '"entropy" is missing'],
    ['train --data_path input.txt --info_path abc.txt', 'abc.txt: not JSON'],
    ['train --data_path input.txt --hidden_size 12', "'12' is not a multiple of 8"],
    ['train --data_path input.txt --hidden_size 0', "'0' is not a whole number from 8 to 2048"],
    ['train --data_path input.txt --num_layers 9', "'9' is not a whole number from 1 to 8"],
    ['train --data_path input.txt --model_type cnn', 'Allowed choices are rnn, gru, lstm, rwa'],
    ['train --data_path input.txt --seq_length 10 --stride 4', 'stride 4 does not divide'],
    ['train --data_path input.txt --seq_length 16 --batch_size 8 --stride 1', 'multiple of 16'],
    ['train --data_path input.txt --lr 0', 'learning rate 0 is not above 0'],
    ['train --data_path input.txt --lr fast', "'fast' is not a number from 0 to 100"],
    ['train --data_path input.txt --dropout 0', "'0' is not a number from 0.01 to 1"],
    ['train --data_path input.txt --dropout 0.12345678', 'has more than 6 decimal places'],
    ['train --data_path input.txt --decay_rate 0', 'decay rate 0 is not above 0'],
    ['train --data_path abc.txt --batch_size 8 --second_order 9', 'secondOrder'],
    ['train --data_path input.txt --checkpoint_every 5m', "'5m' is not a whole number"],
    ['train --resume --force', "option '--resume' cannot be used with option '--force'"],
    ['train --resume', '.summary holds no run to resume'],
    ['train --data_path input.txt extra', 'too many arguments'],
    ['sample input.txt', 'input.txt is not a model of foresay-lab'],
    ['sample', "missing required argument 'model'"],
    ['sample input.txt --temperature -1', "'-1' is not a number from 0 to 1000"],
    ['sample input.txt --temperature 0.0001', '0.0001 is neither 0 nor 0.001 or more'],
    ['sample input.txt --length 0', "'0' is not a whole number from 1"],
    ['evaluate input.txt', "missing required argument 'file'"],
    ['evaluate input.txt input.txt', 'input.txt is not a model of foresay-lab'],
    ['evaluate input.txt input.txt --rows 0', "'0' is not a whole number from 1 to 1024"],
  ])('%s', async (line, message) => {
    const before = readdirSync('.');
    const { status, out, err } = await lab(line);
    expect(err).toContain(message);
    expect(status).toBe(2);
    expect(err.match(/error/g)).toHaveLength(1);
    expect(out).toBe('');
    expect(readdirSync('.')).toEqual(before);
  });

  it.each([
    ['train --data_path absent.txt', 'absent.txt: no such file or directory'],
    ['train --data_path input.txt --validate_path absent.txt', 'absent.txt: no such file'],
    ['train --data_path input.txt --info_path absent.json', 'absent.json: no such file'],
    [`train --data_path input.txt ${SMALL} --summary_path input.txt/x`, 'not a directory'],
    ['sample absent', 'absent: no such file or directory'],
  ])('%s: the system refuses it', async (line, message) => {
    const before = readdirSync('.');
    const { status, out, err } = await lab(line);
    expect(err).toContain(message);
    expect(status).toBe(1);
    expect(out).toBe('');
    expect(readdirSync('.')).toEqual(before);
  });

  it('a run is not replaced without --force', async () => {
    await lab(`train --data_path input.txt ${SMALL}`);
    const model = readFileSync('.summary/model');
    const { status, err } = await lab(`train --data_path input.txt ${SMALL} --seed 2`);
    expect(status).toBe(2);
    expect(err).toContain('.summary holds a run: --resume continues it, --force replaces it');
    expect(readFileSync('.summary/model')).toEqual(model);
    expect((await lab(`train --data_path input.txt ${SMALL} --seed 2 --force`)).status).toBe(0);
    expect(readFileSync('.summary/model')).not.toEqual(model);
  });

  it('a resumed run must have the data of before', async () => {
    await lab(`train --data_path input.txt ${SMALL}`);
    const { status, err } = await lab('train --resume --num_epochs 2 --data_path validate.txt');
    expect(status).toBe(2);
    expect(err).toBe('error: the checkpoint is of other data\n');
  });

  it('a checkpoint to resume from that is not there', async () => {
    await lab(`train --data_path input.txt ${SMALL}`);
    const files = readdirSync('.summary');
    const { status, err } = await lab('train --resume --num_epochs 2 --checkpoint absent');
    expect(status).toBe(2);
    expect(err).toBe('error: --checkpoint: there is no absent to resume from\n');
    expect(readdirSync('.summary')).toEqual(files);
  });

  it.each(['input.txt', 'input.json', 'validate.json', '.summary/model'])(
    '--checkpoint %s would replace a file of the run',
    async (path) => {
      const given = `--data_path input.txt --validate_path validate.txt --checkpoint ${path}`;
      const { status, err } = await lab(`train ${given} ${SMALL} --force`);
      expect(status).toBe(2);
      expect(err).toBe(`error: --checkpoint: ${path} is another file of the run\n`);
    },
  );

  it('--checkpoint names a folder', async () => {
    mkdirSync('folder', { recursive: true });
    const line = `train --data_path input.txt --checkpoint folder ${SMALL} --force`;
    expect(await lab(line)).toMatchObject({
      status: 2,
      err: 'error: --checkpoint: folder is a folder\n',
    });
    expect(existsSync('.summary')).toBe(false);
  });

  it('symbols that the model does not have', async () => {
    await lab(`train --data_path input.txt ${SMALL}`);
    const evaluated = await lab('evaluate .summary/model abc.txt');
    expect(evaluated.status).toBe(2);
    expect(evaluated.err).toContain("abc.txt: symbol 'c' (byte 99) at position 2");
    const sampled = await lab('sample .summary/model --prime abc');
    expect(sampled.status).toBe(2);
    expect(sampled.err).toContain("--prime: symbol 'c' (byte 99) at position 2");
  });
});
