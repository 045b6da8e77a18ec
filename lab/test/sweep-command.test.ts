/** The commands plan, task and gather, as a user types them. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { compress } from 'foresay';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMPRESS_TASKS } from '../src/command/tasks/compress.js';
import { FolderLock } from '../src/sweep/folder-lock.js';
import { makePlan, readPlan } from '../src/sweep/plan.js';
import { printed } from './support/printed.js';
import { makeTrainingFiles, newFolder, resultLines } from './support/tasks.js';

const folder = newFolder();
const home = process.cwd();
const lab = (line: string) => printed(line.split(' '));

beforeAll(async () => {
  process.chdir(folder);
  await makeTrainingFiles();
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

const SMALL = '--data_path input.txt --batch_size 8 --num_epochs 1';

describe('trainings', () => {
  it('are planned, done one by one, and gathered', async () => {
    const line = `plan train ${SMALL} --validate_path validate.txt --hidden_size 8,16 --output a`;
    expect(await lab(line)).toEqual({ status: 0, out: 'a/plan.json: tasks 0 to 1\n', err: '' });
    expect((await lab('task a/plan.json --index 1')).out).toMatch(
      /^task 1: 0\.\d+ bits a symbol \(\d+\.\d s\)\n$/,
    );
    const half = await lab('gather a/plan.json');
    expect([half.status, half.err]).toEqual([
      1,
      'not run yet: tasks 0\nerror: 1 of 2 tasks are finished, 0 failed, 1 have not run\n',
    ]);
    expect((await lab('task a/plan.json --index 0 --of 1')).status).toBe(0);
    const { status, out, err } = await lab('gather a/plan.json');
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(/^task +hidden-size +bits +train +one pass +parameters +batches +stopped/);
    expect(out).toMatch(/\n2 tasks finished: a\/report\.html\n$/);
    const lines = resultLines('a') as { hiddenSize: number; bits: number }[];
    expect(lines.map(({ hiddenSize }) => hiddenSize)).toEqual([8, 16]);
    for (const page of ['a/report.html', 'a/report.md', 'a/hidden-size.svg'])
      expect(readFileSync(page, 'utf8')).not.toMatch(/NaN|undefined|Infinity/);
    expect(readFileSync('a/report.html', 'utf8')).toContain('bits a symbol against hidden-size');
  });

  it('more values keep the results of the others', async () => {
    const line = `plan train ${SMALL} --validate_path validate.txt --hidden_size 8,16,24 --output a`;
    expect(await lab(line)).toMatchObject({
      status: 2,
      err: 'error: a/plan.json is another plan: --force replaces it; results of equal tasks stay\n',
    });
    expect((await lab(`${line} --force`)).status).toBe(0);
    expect((await lab('gather a/plan.json')).err).toMatch(/^not run yet: tasks 2\n/);
  });

  it.each(['plan', 'sweep'])('%s --force leaves the plan of a running sweep', async (command) => {
    const running = `running-${command}`;
    const line = `train ${SMALL} --output ${running}`;
    await lab(`plan ${line}`);
    const before = readFileSync(`${running}/plan.json`, 'utf8');
    const lock = new FolderLock(running);
    try {
      expect(await lab(`${command} ${line} --lr 0.5 --force`)).toEqual({
        status: 2,
        out: '',
        err: `error: ${running} is in use by process ${process.pid} on ${hostname()}\n`,
      });
      expect(readFileSync(`${running}/plan.json`, 'utf8')).toBe(before);
    } finally {
      lock.release();
    }
  });

  it('have numbers where options are numeric, and the text of all others', async () => {
    for (const name of ['NaN', 'Infinity', '7']) writeFileSync(name, '0110'.repeat(500));
    const line = `--batch_size 8 --vocab 10 --lr 1e-3,0.020 --checkpoint_every 500 --output texts`;
    await lab(`plan train --data_path NaN --validate_path 7 ${line}`);
    const { options, tasks } = readPlan('texts/plan.json');
    expect(options).toEqual({
      dataPath: 'NaN',
      validatePath: '7',
      batchSize: 8,
      vocab: '10',
      checkpointEvery: '500',
    });
    expect(tasks).toEqual([{ lr: 0.001 }, { lr: 0.02 }]);
    await lab('plan compress NaN Infinity 7 --level 1 --output files');
    expect(readPlan('files/plan.json').tasks).toEqual([
      { file: 'NaN' },
      { file: 'Infinity' },
      { file: '7' },
    ]);
    expect((await lab('task files/plan.json --index 0')).status).toBe(0);
  });

  it('one whose file has changed is refused, and named at the end', async () => {
    writeFileSync('data.txt', 'abab'.repeat(500));
    await lab('plan train --data_path data.txt --batch_size 8 --lr 0.01,0.02 --output b');
    expect((await lab('task b/plan.json --index 0')).status).toBe(0);
    writeFileSync('data.txt', 'abba'.repeat(500));
    const error = 'data.txt is not the file of the plan';
    expect(await lab('task b/plan.json --index 1')).toMatchObject({
      status: 2,
      err: `error: ${error}\n`,
    });
    expect((await lab('gather b/plan.json')).err).toBe(
      `task 1 (lr 0.02) failed: ${error}\nerror: 1 of 2 tasks are finished, 1 failed, 0 have not run\n`,
    );
  });

  it.each([
    [`train ${SMALL} --hidden_size 8,20`, "hidden-size 20: option '--hidden-size <cells>'"],
    [`train ${SMALL} --lr 0.1..0.2`, 'lr: a grid needs steps'],
    [`train ${SMALL} --stride 1,3`, 'stride 3: stride 3 does not divide'],
    ['train --data_path absent.txt', 'absent.txt: no such file or directory'],
    ['train --hidden_size 8', '--data-path is missing'],
    [`train ${SMALL} --lr 1,1`, "'1,1' has '1' twice"],
    [`train ${SMALL} --lr 0.001,1e-3`, "'0.001,1e-3' has '1e-3' twice"],
    [`train ${SMALL} --hidden_size 8,0x10`, "hidden-size 0x10: option '--hidden-size <cells>'"],
    ['compress', "missing required argument 'files'"],
    ['compress absent.txt', 'absent.txt: no such file or directory'],
    ['compress input.txt --level 3,10', "level 10: option '--level <n>'"],
    ['compress input.txt --level 3 --model lstm(8x1)', '--level and --model exclude each other'],
    ['run nothing', "'nothing' is invalid for argument 'experiment'"],
  ])('plan %s is refused', async (words, message) => {
    const { status, err } = await lab(`plan ${words} --output refused`);
    expect(status).toBeGreaterThan(0);
    expect(err).toContain(message);
    expect(existsSync('refused')).toBe(false);
  });
});

describe('a corpus', () => {
  it('becomes archives, each the bytes of foresay', async () => {
    mkdirSync('corpus/deep', { recursive: true });
    const texts = {
      'corpus/one': 'one two three '.repeat(50),
      'corpus/deep/two': '',
      'corpus/x,y': 'x',
    };
    for (const [path, text] of Object.entries(texts)) writeFileSync(path, text);
    await lab('plan compress corpus --level 1,2 --output c');
    expect((await lab('task c/plan.json --index 0 --of 1')).status).toBe(0);
    const { status, out } = await lab('gather c/plan.json');
    expect(status).toBe(0);
    expect(out).toMatch(/c\/archives\/level-2: 3 archives, 701 bytes in \d+\n/);
    for (const level of [1, 2])
      for (const [path, text] of Object.entries(texts)) {
        const archive = readFileSync(
          path.replace('corpus', `c/archives/level-${level}`).concat('.fsy'),
        );
        const wanted = await compress(Buffer.from(text), { level });
        expect(Buffer.compare(archive, wanted), path).toBe(0);
      }
  });

  it('of files above the working folder: no archive leaves the results folder', async () => {
    mkdirSync('d1/d2/d3', { recursive: true });
    writeFileSync('d1/d2/a.txt', 'a');
    writeFileSync('d1/c.txt', 'c');
    writeFileSync('d1/d2/d3/c.txt.fsy', 'of another program');
    process.chdir('d1/d2/d3');
    try {
      await lab('plan compress ../a.txt ../../c.txt --level 1 --output o');
      expect((await lab('task o/plan.json --index 0 --of 1')).status).toBe(0);
      expect((await lab('gather o/plan.json')).status).toBe(0);
      expect(readFileSync('c.txt.fsy', 'utf8')).toBe('of another program');
      for (const [name, text] of Object.entries({ 'c.txt.fsy': 'c', 'd2/a.txt.fsy': 'a' })) {
        const wanted = await compress(Buffer.from(text), { level: 1 });
        expect(Buffer.compare(readFileSync(`o/archives/${name}`), wanted), name).toBe(0);
      }
    } finally {
      process.chdir(folder);
    }
  });

  it('replaces archives of its own, and no other file', async () => {
    const gathered = async () => {
      expect((await lab('task own/plan.json --index 0')).status).toBe(0);
      return lab('gather own/plan.json');
    };
    writeFileSync('note', 'old');
    await lab('plan compress note --level 1 --output own');
    expect((await gathered()).status).toBe(0);
    writeFileSync('note', 'new');
    await lab('plan compress note --level 1 --output own --force');
    expect((await gathered()).status).toBe(0);
    const wanted = await compress(Buffer.from('new'), { level: 1 });
    expect(Buffer.compare(readFileSync('own/archives/note.fsy'), wanted)).toBe(0);
    rmSync('own/archives/note.fsy');
    writeFileSync('own/archives/note.fsy', 'of another program');
    expect(await gathered()).toMatchObject({
      status: 2,
      err: 'error: own/archives/note.fsy is not an archive of this sweep\n',
    });
    expect(readFileSync('own/archives/note.fsy', 'utf8')).toBe('of another program');
  });

  it('has each file once, whatever its paths', async () => {
    for (const name of ['b.txt', 'e.txt']) writeFileSync(name, 'b');
    const line = `plan compress b.txt e.txt ./b.txt ${folder}/b.txt corpus/../b.txt --output once`;
    expect(await lab(line)).toMatchObject({ status: 0, out: 'once/plan.json: tasks 0 to 1\n' });
    expect(readPlan('once/plan.json').tasks).toEqual([{ file: 'b.txt' }, { file: 'e.txt' }]);
  });

  it('is refused where an archive would have the name of a folder', async () => {
    mkdirSync('both/x.fsy', { recursive: true });
    for (const name of ['x', 'x.fsy/y', 'x.fsy/z']) writeFileSync(`both/${name}`, name);
    expect(await lab('plan compress both --level 1,2 --output refused')).toMatchObject({
      status: 2,
      err: expect.stringContaining(`${folder}/both/x and ${folder}/both/x.fsy/y: their archives`),
    });
    expect(existsSync('refused')).toBe(false);
    expect((await lab('plan compress both/x.fsy --output two')).status).toBe(0);
  });

  it('whose plan names a place outside the archives is refused', async () => {
    const plan = makePlan({
      command: 'compress',
      options: {},
      inputs: {},
      tasks: [{ file: 'one', model: '/../../../evil' }],
    });
    await expect(COMPRESS_TASKS.collect?.(plan, [], 'd')).rejects.toThrow(
      'one.fsy is outside the folder archives',
    );
  });
});
