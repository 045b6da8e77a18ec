/** The registry of the kinds of data. An archive never stores a kind: it stores the models and splitters that were used. */

import type { SplitterName } from '../split/registry.js';
import { binary } from './binary.js';
import { dna } from './dna.js';
import { executable } from './executable.js';
import { incompressible } from './incompressible.js';
import type { KindOfData } from './kind.js';
import { records } from './records.js';
import { structured } from './structured.js';
import { symbols } from './symbols.js';
import { text } from './text.js';

/** In the order in which they are detected. */
const REGISTRY = {
  text,
  structured,
  binary,
  executable,
  records,
  dna,
  symbols,
  incompressible,
} as const satisfies Record<string, KindOfData>;

export type Kind = keyof typeof REGISTRY;

export const KINDS: Readonly<Record<Kind, KindOfData & { readonly otherwise?: Kind }>> = REGISTRY;

export const KIND_NAMES = Object.keys(KINDS) as readonly Kind[];

/** Splitters to try on a block before its kinds are detected. */
export const CONTAINER_SPLITTERS: readonly SplitterName[] = ['image'];

/** The kind of a window that no kind detects. */
export const FALLBACK: Kind = 'binary';

/** The kind whose bytes are stored. */
export const STORED: Kind = 'incompressible';
