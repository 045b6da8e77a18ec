/** What the families of experts are worth: by their votes, and by what is lost without them. */
import {
  type BlockAnalysis,
  compress,
  EXPERT_FAMILIES,
  type ExpertFamily,
  formatSpec,
  type Kind,
  type ModelSpec,
  parseSpec,
} from 'foresay';
import type { Family, Findings } from './findings.js';
import { runTasks, type TimeLimit } from './tasks.js';

/** Most bytes that are coded without a family. */
const MOST = 1 << 17;

const COUNT = EXPERT_FAMILIES.length;

/** What a spec has where it is without a family. Those that are not named follow from others. */
const WITHOUT: Partial<Record<ExpertFamily, Partial<ModelSpec>>> = {
  orders: { orders: '' },
  words: { words: '' },
  phrases: { phrases: '' },
  style: { style: '' },
  structure: { structure: '' },
  sparse: { sparse: '' },
  indirect: { indirect: '' },
  records: { records: '' },
  code: { code: '' },
  matches: { matches: '', byteMatch: 0 },
  samples: { samples: '' },
  byteMatch: { byteMatch: 0 },
  apm: { apm: '' },
};

/** Bits that each family saved, in the order of EXPERT_FAMILIES. */
export function savedBits({ votes = new Float32Array() }: BlockAnalysis): number[] {
  const sums = EXPERT_FAMILIES.map(() => 0);
  for (const [i, vote] of votes.entries()) sums[i % COUNT] = (sums[i % COUNT] as number) + vote;
  return sums;
}

/** The family that saved most of byte `at`; null if none saved anything. */
export function bestFamily({ votes }: BlockAnalysis, at: number): ExpertFamily | null {
  const own = votes?.subarray(at * COUNT, (at + 1) * COUNT) ?? [];
  let best = -1;
  for (const [f, vote] of own.entries()) if (vote > 0 && vote > (own[best] ?? 0)) best = f;
  return EXPERT_FAMILIES[best] ?? null;
}

/**
 * The families that took part, the most useful first. `without`: the model of the longest stream codes the first bytes of
 * its kind once more without each family. The prior is left out there, also where all families take part.
 */
export async function familiesOf(
  bytes: Uint8Array,
  analysis: BlockAnalysis,
  limit: TimeLimit,
): Promise<Pick<Findings, 'families' | 'ablation'>> {
  const saved = savedBits(analysis);
  const used = EXPERT_FAMILIES.filter((_, f) => saved[f] !== 0);
  const trial = trialOf(bytes, analysis);
  const without = new Map<ExpertFamily, number>();
  let ablation: Findings['ablation'];
  if (trial) {
    const codedBy = (spec: ModelSpec) => async () =>
      (await compress(trial.bytes, { model: spec, kind: trial.kind })).length;
    const specs = used.flatMap((family) => specWithout(trial.spec, family));
    const [size, ...sizes] = await runTasks(
      [
        { name: 'all families', run: codedBy(trial.spec) },
        ...specs.map(({ family, spec }) => ({ name: `without ${family}`, run: codedBy(spec) })),
      ],
      limit,
    );
    if (size !== undefined) ablation = { kind: trial.kind, bytes: trial.bytes.length, size };
    for (const [i, { family }] of specs.entries()) {
      const found = sizes[i];
      if (found !== undefined) without.set(family, found);
    }
  }
  const families = used.map(
    (name): Family => ({
      name,
      savedBits: saved[EXPERT_FAMILIES.indexOf(name)] as number,
      without: without.get(name),
    }),
  );
  return { families: families.sort((a, b) => b.savedBits - a.savedBits), ablation };
}

interface Trial {
  readonly kind: Kind;
  readonly spec: ModelSpec;
  readonly bytes: Uint8Array;
}

/** The longest stream that has a mix of experts: its kind, its model, and the first of its bytes. */
function trialOf(bytes: Uint8Array, { block, kinds }: BlockAnalysis): Trial | undefined {
  const streams = block.streams.flatMap(({ model, kind, originalBytes }) =>
    kind !== undefined && model?.startsWith('mix') ? [{ model, kind, originalBytes }] : [],
  );
  const [longest] = streams.sort((a, b) => b.originalBytes - a.originalBytes);
  if (!longest) return undefined;
  const { kind } = longest;
  const pieces: Uint8Array[] = [];
  let at = 0;
  let room = MOST;
  for (const run of kinds) {
    if (run.kind === kind && room > 0) {
      pieces.push(bytes.subarray(at, at + Math.min(run.length, room)));
      room -= run.length;
    }
    at += run.length;
  }
  const spec = { ...parseSpec(longest.model), prior: 'none' } as ModelSpec;
  return { kind, spec, bytes: new Uint8Array(Buffer.concat(pieces)) };
}

/** Empty where the model has not got the family, or nothing but it. */
function specWithout(
  spec: ModelSpec,
  family: ExpertFamily,
): { readonly family: ExpertFamily; readonly spec: ModelSpec }[] {
  const change = WITHOUT[family];
  if (!change) return [];
  const changed: ModelSpec = { ...spec, ...change };
  if (formatSpec(changed) === formatSpec(spec)) return [];
  return formatSpec(changed).startsWith('mix(') && hasExpert(changed)
    ? [{ family, spec: changed }]
    : [];
}

function hasExpert(spec: ModelSpec): boolean {
  return EXPERT_FAMILIES.some((family) => {
    const value = family in spec ? spec[family as keyof ModelSpec] : '';
    return family !== 'apm' && family !== 'byteMatch' && value !== '' && family !== 'network';
  });
}
