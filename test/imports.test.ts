/** The rules that keep the house a house (ARCHITECTURE.md), held against what the files really import. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Import,
  importsOf,
  isWithin,
  membersOf,
  ROOT,
  type SourceFile,
  sourceFiles,
} from './support/imports.js';

interface Rule {
  readonly about: string;
  /** A folder, or a file without its extension. */
  readonly from: string;
  /** Folders or files that it must not import; '*' is everything outside `from` and `except`. */
  readonly never: readonly string[] | '*';
  readonly except?: readonly string[];
}

/** Rooms above the library's core: what platforms and the command add. */
const PLATFORMS = ['src/node', 'src/web', 'src/cli', 'node:'];

/** Rooms that code blocks and run the coding, and training. */
const CODING = ['src/codec', 'src/workers', 'src/pipeline', 'src/train'];

/** What the command line does with a file. */
const ACTIONS = [
  'run',
  'compress',
  'decompress',
  'list',
  'convert',
  'destination',
  'source-removal',
].map((name) => `src/cli/${name}`);

const RULES: readonly Rule[] = [
  {
    about: 'the archive knows no model and no platform',
    from: 'src/archive',
    never: [...CODING, ...PLATFORMS, 'src/kinds', 'src/detect'],
  },
  {
    about: 'specs are data',
    from: 'src/model',
    never: [...CODING, ...PLATFORMS, 'src/archive', 'src/kinds', 'src/detect', 'src/split'],
  },
  {
    about: 'a splitter knows bytes',
    from: 'src/split',
    never: '*',
    except: ['src/bytes'],
  },
  {
    about: 'detection needs bytes and kinds',
    from: 'src/detect',
    never: '*',
    except: ['src/bytes', 'src/kinds'],
  },
  {
    about: 'kinds are data: they name splitters and fields of a spec',
    from: 'src/kinds',
    never: [...CODING, ...PLATFORMS, 'src/archive', 'src/detect'],
  },
  {
    about: 'a network file knows the archive layer and the codec',
    from: 'src/network',
    never: ['src/workers', 'src/pipeline', 'src/train', ...PLATFORMS, 'src/kinds', 'src/detect'],
  },
  { about: 'errors import nothing', from: 'src/errors', never: '*' },
  { about: 'bytes know only errors', from: 'src/bytes', never: '*', except: ['src/errors'] },
  { about: 'priors are text', from: 'src/priors', never: '*' },
  {
    about: 'the codec knows no thread, no file and no command line',
    from: 'src/codec',
    never: [...PLATFORMS, 'src/workers', 'src/pipeline', 'src/train', 'src/index'],
  },
  {
    about: 'training knows how workers are reached, and no archive, kind, platform or pipeline',
    from: 'src/train',
    never: '*',
    except: [
      'src/archive/alphabet',
      'src/archive/checksum',
      'src/bytes',
      'src/codec',
      'src/errors',
      'src/model',
      'src/network',
      'src/shown',
      'src/version',
      'src/workers/event-loop',
      'src/workers/messages',
      'src/workers/platform',
    ],
  },
  {
    about: 'workers know no file and no command line',
    from: 'src/workers',
    never: ['src/pipeline', 'src/train', 'src/cli', 'src/index'],
  },
  {
    about: 'the pipeline knows no platform and no command line',
    from: 'src/pipeline',
    never: [...PLATFORMS, 'src/train', 'src/index'],
  },
  { about: 'a browser has no Node', from: 'src/web', never: ['src/node', 'src/cli', 'node:'] },
  { about: 'Node has no browser', from: 'src/node', never: ['src/cli'] },
  {
    about: 'files know no command and no report',
    from: 'src/cli/io',
    never: ['src/cli/arguments', 'src/cli/report', ...ACTIONS],
  },
  {
    about: 'reports know no command',
    from: 'src/cli/report',
    never: ['src/cli/arguments', ...ACTIONS],
  },
  {
    about: 'the public API runs everywhere',
    from: 'src/index',
    never: ['node:', 'src/node', 'src/train'],
  },
  { about: 'kernels import nothing', from: 'assembly/numeric', never: '*' },
  {
    about: 'the coder knows no model',
    from: 'assembly/coder',
    never: '*',
    except: ['assembly/numeric'],
  },
  {
    about: 'the checksum knows a buffer',
    from: 'assembly/checksum',
    never: '*',
    except: ['assembly/numeric'],
  },
  {
    about: 'the network knows no other expert, no coder and no block',
    from: 'assembly/net',
    never: [
      'assembly/context',
      'assembly/samples',
      'assembly/text',
      'assembly/experts',
      'assembly/mix',
      'assembly/select',
      'assembly/coder',
      'assembly/codec',
      'assembly/index',
      'assembly/probe',
    ],
  },
  {
    about: 'contexts know memory and numbers',
    from: 'assembly/context',
    never: '*',
    except: ['assembly/memory', 'assembly/numeric'],
  },
  {
    about: 'samples know the history',
    from: 'assembly/samples',
    never: '*',
    except: ['assembly/context', 'assembly/memory', 'assembly/numeric'],
  },
  {
    about: 'the text state knows the history',
    from: 'assembly/text',
    never: '*',
    except: ['assembly/context', 'assembly/memory'],
  },
  {
    about: 'experts know no mixer',
    from: 'assembly/experts',
    never: [
      'assembly/mix',
      'assembly/select',
      'assembly/coder',
      'assembly/codec',
      'assembly/index',
      'assembly/probe',
    ],
  },
  {
    about: 'mixers know no expert',
    from: 'assembly/mix',
    never: '*',
    except: ['assembly/context', 'assembly/memory', 'assembly/numeric', 'assembly/work'],
  },
  {
    about: 'selection knows mixers and experts, no coder and no block',
    from: 'assembly/select',
    never: ['assembly/coder', 'assembly/codec', 'assembly/index', 'assembly/probe'],
  },
  {
    about: 'assembly is the codec and src the software around it',
    from: 'src',
    never: ['assembly'],
  },
  { about: 'no JavaScript reaches the codec', from: 'assembly', never: '*' },
];

/** Folders and files that the rules name. */
const PLACES = RULES.flatMap(({ from, never, except = [] }) => [
  from,
  ...(never === '*' ? [] : never),
  ...except,
]).filter((place) => !place.endsWith(':'));

function breaks(rule: Rule, { from, to, bare }: Import): boolean {
  const source = from.replace(/\.ts$/, '');
  if (!isWithin(source, rule.from)) return false;
  if (rule.never !== '*')
    return rule.never.some((place) =>
      place.endsWith(':') ? to.startsWith(place) : !bare && isWithin(to, place),
    );
  const allowed = [rule.from, ...(rule.except ?? [])];
  return bare || !allowed.some((place) => isWithin(to, place));
}

function violations(files: readonly SourceFile[]): string[] {
  return files
    .flatMap(importsOf)
    .flatMap((one) =>
      RULES.filter((rule) => breaks(rule, one)).map(
        (rule) => `${one.from} imports ${one.to}: ${rule.about}`,
      ),
    );
}

/** What WebAssembly computes exactly; everything else called Math is somebody's approximation. */
const EXACT = new Set(['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'sqrt', 'trunc']);
const MATH = new Set(['Math', 'Mathf', 'NativeMath', 'NativeMathf', 'JSMath']);

function inexact(file: SourceFile): string[] {
  return membersOf(file)
    .filter(
      ({ object, member }) =>
        (MATH.has(object) && !EXACT.has(member)) || /relaxed/i.test(object + member),
    )
    .map(({ object, member, line }) => `${file.path}:${line} uses ${object}.${member}`);
}

const src = sourceFiles('src');
const assembly = sourceFiles('assembly');

describe('imports', () => {
  it.each([...new Set(PLACES)])('%s, which a rule names, exists', (place) => {
    expect(['', '.ts'].some((end) => existsSync(join(ROOT, place + end)))).toBe(true);
  });

  it('point in the allowed directions', () => {
    expect(src.length).toBeGreaterThan(0);
    expect(assembly.length).toBeGreaterThan(0);
    expect(violations([...src, ...assembly])).toEqual([]);
  });

  it('of the command line come only from the command line', () => {
    const outside = [...src, ...sourceFiles('bench')]
      .filter((file) => !isWithin(file.path, 'src/cli'))
      .flatMap(importsOf)
      .filter((one) => !one.bare && isWithin(one.to, 'src/cli'));
    expect(outside).toEqual([]);
  });

  it.each(['src/index', 'src/web/index', 'src/web/train', 'src/web/train-worker'])(
    'from %s on never reach Node',
    (entry) => {
      const byFile = new Map(src.map((file) => [file.path.replace(/\.ts$/, ''), file]));
      const seen = new Set([entry]);
      for (const path of seen)
        for (const { to } of importsOf(byFile.get(path) ?? { path, text: '' })) seen.add(to);
      expect(seen.size).toBeGreaterThan(1);
      expect([...seen].filter((path) => path.startsWith('node:'))).toEqual([]);
    },
  );

  it.each([
    ['src/archive/frame.ts', "import { pool } from '../workers/worker-pool.js';"],
    ['src/archive/frame.ts', "import type { Pool } from '../workers/worker-pool.js';"],
    ['src/model/model-spec.ts', "export * from '../cli/main.js';"],
    ['src/index.ts', "const fs = await import('node:fs');"],
    ['src/bytes/view.ts', "import { Codec } from '../codec/codec.js';"],
    ['src/pipeline/compress.ts', "import { nodePlatform } from '../node/platform.js';"],
    ['src/web/index.ts', "import { open } from '../node/file.js';"],
    ['src/train/trainer.ts', "import { workerPool } from '../workers/worker-pool.js';"],
    ['src/pipeline/compress.ts', "import { Trainer } from '../train/trainer.js';"],
    ['assembly/numeric/exp.ts', "import { Cell } from '../net/cell';"],
    ['assembly/coder/encoder.ts', "import { Cell } from '../net/cell';"],
    ['assembly/context/history.ts', "import { MatchModel } from '../experts/match-model';"],
    ['assembly/experts/match-model.ts', "import { Apm } from '../mix/apm';"],
    ['assembly/net/cell.ts', "import fs from 'fs';"],
    ['src/codec/module.ts', "import { open } from '../../assembly/index';"],
  ])('%s may not say %s', (path, text) => {
    expect(violations([{ path, text }])).toHaveLength(1);
  });
});

describe('assembly', () => {
  it('uses only exact operations (NUMERICS.md)', () => {
    expect(assembly.flatMap(inexact)).toEqual([]);
  });

  it.each(['Mathf.exp(x)', 'Math.pow(x, 2)', 'f32x4.relaxed_madd(a, b, c)', 'NativeMath.log(x)'])(
    'may not say %s',
    (text) => {
      expect(inexact({ path: 'assembly/numeric/exp.ts', text })).toHaveLength(1);
    },
  );

  it('is compiled without relaxed SIMD', () => {
    const config = readFileSync(join(ROOT, 'asconfig.json'), 'utf8');
    expect(config).toContain('"simd"');
    expect(config).not.toContain('relaxed');
  });
});

it('keeps every file under 500 lines', () => {
  const long = ['src', 'assembly', 'test', 'bench', 'tools']
    .flatMap(sourceFiles)
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > 500);
  expect(long).toEqual([]);
});
