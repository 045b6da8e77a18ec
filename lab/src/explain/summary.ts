/** What was found, in words. Every claim is computed from the findings. */
import { countText, listing, percentText } from '../experiment/words.js';
import { cheapest } from '../theory/learning-cost.js';
import type { Family, Findings, KindStretch, Size } from './findings.js';
import { KIND_WORDS } from './words.js';

/** A file that keeps more than this of its size counts as not predictable. */
const NOTHING = 0.995;

/** A family without which the result is less than this longer, as a share, would not be missed. */
const MISSED = 0.001;

/** Bits of a byte from which on what the alphabet saves is told. */
const MANY = 1.5;

/** What predicts nothing of its own. */
const STAGES: ReadonlySet<string> = new Set(['apm', 'alphabet']);

type Facts = Omit<Findings, 'summary'>;

export function summaryOf(findings: Facts): string {
  return [
    sampleText(findings),
    kindText(findings),
    sizeText(findings),
    ...(isPredictable(findings)
      ? [alphabetText(findings), familyText(findings), placeText(findings)]
      : []),
    orderText(findings),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** Bits a byte, two decimals. */
export function bitsPerByte(bits: number): string {
  return bits.toFixed(2);
}

const shareOf = ({ bytes, of }: Size): number => bytes / of;

/** The size at the level that is explained. */
export function explained({ sizes, cost }: Pick<Facts, 'sizes' | 'cost'>): Size {
  const size = sizes.find(({ coder }) => coder === `foresay -${cost.level}`);
  if (!size) throw new Error(`level ${cost.level} was not measured`);
  return size;
}

function isPredictable(findings: Facts): boolean {
  return shareOf(explained(findings)) < NOTHING;
}

function sampleText({ fileBytes, sampleBytes, stretches }: Facts): string {
  if (sampleBytes === fileBytes) return '';
  return (
    `The file has ${countText(fileBytes)} bytes; ${countText(sampleBytes)} of them were measured, ` +
    `in ${stretches.length} stretches from its beginning to its end.`
  );
}

/** Bytes of each kind, the most frequent first. */
export function kindShares(
  kinds: readonly KindStretch[],
): (readonly [KindStretch['kind'], number])[] {
  const shares = new Map<KindStretch['kind'], number>();
  for (const { kind, length } of kinds) shares.set(kind, (shares.get(kind) ?? 0) + length);
  return [...shares].sort((a, b) => b[1] - a[1]);
}

function kindText({ kinds, sampleBytes }: Facts): string {
  const [first, second] = kindShares(kinds);
  if (!first) return '';
  const [kind, bytes] = first;
  if (!second) return `It was taken for ${KIND_WORDS[kind]}.`;
  const changes = kinds.filter(({ kind }, i) => i > 0 && kind !== kinds[i - 1]?.kind).length;
  const share = bytes / sampleBytes;
  return (
    `${share > 0.99 ? 'Nearly all' : percentText(share)} of it was taken for ${KIND_WORDS[kind]}; ` +
    `${percentText(second[1] / sampleBytes)} for ${KIND_WORDS[second[0]]}. ` +
    `The kind changes ${['once', 'twice'][changes - 1] ?? `${changes} times`}.`
  );
}

function sizeText(findings: Facts): string {
  const { sizes, fileBytes, sampleBytes } = findings;
  const ours = explained(findings);
  const others = sizes.filter(({ coder }) => !coder.startsWith('foresay'));
  const [best] = others.sort((a, b) => shareOf(a) - shareOf(b));
  const than = best ? `${best.coder}, the best of the other compressors here,` : '';
  if (!isPredictable(findings))
    return (
      `Nothing in it can be predicted: level ${findings.cost.level} keeps ${percentText(shareOf(ours))} of its size` +
      `${best ? `, and ${than} ${percentText(shareOf(best))}` : ''}. ` +
      'Such bytes are random, encrypted or compressed already.'
    );
  const whole =
    sampleBytes < fileBytes
      ? ` If the rest is like the sample, the whole file takes about ${countText(roughly(shareOf(ours) * fileBytes))} bytes.`
      : '';
  return (
    `Level ${findings.cost.level} makes it ${percentText(shareOf(ours))} of its size, ` +
    `${bitsPerByte((8 * ours.bytes) / ours.of)} bits a byte` +
    `${best ? `; ${than} makes it ${percentText(shareOf(best))}` : ''}.${whole}`
  );
}

/** Two significant digits. */
function roughly(value: number): number {
  return Number(value.toPrecision(2));
}

function alphabetText({ families, entropy, sampleBytes }: Facts): string {
  const alphabet = families.find(({ name }) => name === 'alphabet');
  const bits = (alphabet?.savedBits ?? 0) / sampleBytes;
  if (bits < MANY) return '';
  const values =
    entropy.values === 1 ? 'one byte value occurs' : `${entropy.values} byte values occur`;
  return `That only ${values} saves ${bitsPerByte(bits)} bits of a byte.`;
}

function familyText({ families, ablation, skipped }: Facts): string {
  const saved = families.reduce(
    (sum, { name, savedBits }) => sum + (name === 'alphabet' ? 0 : savedBits),
    0,
  );
  const large = families
    .filter(({ name, savedBits }) => !STAGES.has(name) && savedBits > saved / 20)
    .slice(0, 3);
  if (large.length === 0) return '';
  const parts = large.map(({ name, savedBits }) => `${name} ${percentText(savedBits / saved)}`);
  const votes = `Of the bits that predictions saved, ${listing(parts)} came from these families of experts.`;
  const measured = families.filter(
    ({ name, without }) => without !== undefined && !STAGES.has(name),
  );
  // A comparison needs all of them.
  if (!ablation || measured.length < 2 || skipped.some((name) => name.startsWith('without')))
    return votes;
  const lost = (family: Family) => lossOf(family, ablation.size);
  const most = measured.reduce((best, one) => (lost(one) > lost(best) ? one : best));
  if (lost(most) < MISSED) return `${votes} No family alone would be missed much.`;
  return (
    `${votes} Without ${most.name} the result would be ${percentText(lost(most))} longer, ` +
    'more than without any other family.'
  );
}

/** By how much the archive is longer without the family, as a part of 1. */
export function lossOf({ without }: Family, size: number): number {
  return without === undefined ? 0 : without / size - 1;
}

function placeText({ cost, passages }: Facts): string {
  const half = `Half of the bits are spent on ${percentText(cost.half)} of the bytes.`;
  const dearest = passages.find(({ name }) => name === 'the dearest');
  const least = passages.find(({ name }) => name === 'the cheapest');
  if (!dearest || !least) return half;
  return (
    `${half} The dearest passage begins at byte ${countText(dearest.start)} and costs ` +
    `${bitsPerByte(dearest.mean)} bits a byte; the cheapest begins at byte ${countText(least.start)} and costs ` +
    `${bitsPerByte(least.mean)}.`
  );
}

function orderText({ entropy }: Facts): string {
  const { order, adaptive } = cheapest(entropy.adaptive);
  const before =
    order === 0 ? 'no byte before' : order === 1 ? 'the byte before' : `the ${order} bytes before`;
  return (
    `${entropy.values} different byte values occur. A simple coder that looks at ${before} needs ` +
    `${bitsPerByte(adaptive)} bits a byte, the least of such coders.`
  );
}
