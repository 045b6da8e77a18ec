/** Parsing of the command line. */
import { totalmem } from 'node:os';
import { describe, expect, it, vi } from 'vitest';
import { parseCommand, UsageError } from '#dist/cli/arguments/command.js';
import { LONG_NAMES } from '#dist/cli/arguments/options.js';

describe('parseCommand', () => {
  it('takes a share of the memory of the machine or the container', () => {
    const limited = vi.spyOn(process, 'constrainedMemory').mockReturnValue(2 ** 28);
    expect(parseCommand(['--memory=25%', 'x']).memory).toBe(2 ** 26);
    limited.mockReturnValue(0);
    expect(parseCommand(['-M50%', 'x']).memory).toBe(Math.floor(totalmem() / 2));
    limited.mockRestore();
  });

  it('compresses standard input and keeps sources by default', () => {
    expect(parseCommand([])).toEqual({
      action: 'compress',
      files: ['-'],
      toStdout: false,
      output: undefined,
      force: false,
      removeSource: false,
      recursive: false,
      suffix: '.fsy',
      storeName: false,
      level: undefined,
      model: undefined,
      network: undefined,
      networkByHash: false,
      networkLearns: true,
      epochs: undefined,
      blockSize: undefined,
      threads: undefined,
      memory: undefined,
      verbosity: 0,
      json: false,
      topic: undefined,
    });
  });

  it.each([
    ['-dkf x', { action: 'decompress', force: true, files: ['x'] }],
    ['-9vv x', { level: 9, verbosity: 2 }],
    ['-kT4 x', { threads: 4 }],
    ['-T0 x', { threads: undefined }],
    ['-qvqq x', { verbosity: -2 }],
    ['x -d y', { action: 'decompress', files: ['x', 'y'] }],
    ['-- -d', { action: 'compress', files: ['-d'] }],
    ['-o - x', { toStdout: true, output: undefined }],
    ['-ox x.txt', { output: 'x' }],
    ['--output=x x.txt', { output: 'x' }],
    ['--rm --keep x', { removeSource: false }],
    ['-n -N x', { storeName: true }],
    ['-N --no-name x', { storeName: false }],
    ['--best x', { level: 9 }],
    ['-9 --model gru x', { level: undefined, model: 'gru' }],
    ['--model gru -3 x', { level: 3, model: undefined }],
    ['--block-size 1.5K x', { blockSize: 1536 }],
    ['--block-size 256M x', { blockSize: 2 ** 28 }],
    ['-M 100k x', { memory: 102_400 }],
    ['-M2GiB x', { memory: 2 ** 31 }],
    ['-D dict x', { dictionary: 'dict' }],
    ['--epochs 3 x', { epochs: 3 }],
    ['--network=net x', { network: 'net', networkByHash: false, networkLearns: true }],
    [
      '--network net --network-by-hash --no-learning x',
      { networkByHash: true, networkLearns: false },
    ],
    ['-M0 x', { memory: undefined }],
    ['-d --max-size 2G x', { maxSize: 2 ** 31 }],
    ['-t --max-size=0 x', { maxSize: 0 }],
    ['--max-cost 4G x', { maxCost: 2 ** 32 }],
    ['-1 -9 x', { level: 9 }],
    ['-9v x', { level: 9, verbosity: 1 }],
    ['-vv9 x', { level: 9, verbosity: 2 }],
    ['-kT4 -9 x', { level: 9, threads: 4 }],
    ['-T12 x', { level: undefined, threads: 12 }],
    ['-S12 x', { level: undefined, suffix: '12' }],
    ['-- -12', { level: undefined, files: ['-12'] }],
    ['-dh levels', { action: 'help', topic: 'levels' }],
    ['--help=levels', { action: 'help', topic: 'levels' }],
    ['-h', { action: 'help', topic: undefined }],
  ])('%s', (line, expected) => {
    expect(parseCommand(line.split(' '))).toMatchObject(expected);
  });

  const valued = [
    ...['output', 'suffix', 'model', 'dictionary', 'network'],
    ...['threads', 'memory', 'memlimit', 'block-size', 'kind'],
    ...['max-size', 'max-cost', 'epochs'],
  ];
  const flags = [...LONG_NAMES.keys()].filter((name) => /^\D/.test(name) && !valued.includes(name));

  it.each(valued)('requires a value for --%s', (name) => {
    const value = name === 'kind' ? 'text' : '1';
    expect(() => parseCommand(['-d', `--${name}`, value, 'x'])).not.toThrow();
    expect(() => parseCommand(['-d', `--${name}=${value}`, 'x'])).not.toThrow();
    expect(() => parseCommand([`--${name}`])).toThrow(UsageError);
  });

  it.each(flags)('rejects a value for --%s', (name) => {
    expect(() => parseCommand([`--${name}`, 'x'])).not.toThrow();
    if (name !== 'help') expect(() => parseCommand([`--${name}=1`, 'x'])).toThrow(UsageError);
  });
});
