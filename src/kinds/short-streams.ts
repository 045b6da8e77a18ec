/**
 * Models for what is short, the same at every level. There it is the start that takes time, and most of the start is
 * the prior, which few experts learn in a third of the time that level 4 takes. Chosen on pieces of 1,000 and 4,096
 * bytes that no benchmark shows: beside level 4, prose +0.7 and +2.0 %, text of a form -0.7 and +1.1 %. A second mixer
 * for prose would take 0.8 % off and six milliseconds more.
 */
import type { Kind } from './kinds.js';

/** Bytes from which on a stream is not short. */
export const SHORT = 1 << 13;

const MODELS: Readonly<Partial<Record<Kind, string>>> = {
  text: 'mix(orders=0+1+2+3+4,words=word+word1+gap,structure=keys,matches=4,select=classPair,apm=order2+surprises,tables=16,phrases=groups,prior=text)',
  structured:
    'mix(orders=1+2+3+4,words=word+gap+classes+masked8+wordShape,structure=keys+start+above3+tokenSkip,matches=6,select=knownContexts+letterFlags+classPair,apm=order2+surprises,tables=16,finalSelect=partial,phrases=wordCount+groups,prior=structured)',
};

/** The model of short streams of a kind, as text; undefined where they have what longer ones have. */
export function shortSpec(kind: Kind): string | undefined {
  return MODELS[kind];
}
