/**
 * FORMAT.md promises one encoding: a change of what stands for the content, all checks mended, ends in a refusal or in
 * other content, never in the same content again. Else bytes could hide in an archive.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alphabetOf, EVERY_VALUE, encodeAlphabet, union } from '#dist/archive/alphabet.js';
import { leavesOf } from '#dist/archive/tree.js';
import { BlockCoder } from '#dist/codec/block-coder.js';
import { encodePlan } from '#dist/codec/measure.js';
import { codecModule } from '#dist/codec/module.js';
import { compress, decompress } from '#dist/index.js';
import { decodeSpec, encodeSpec } from '#dist/model/model-spec.js';
import { mend } from '../fuzz/support/mend.js';
import { assemble, takeApart, withPayload } from '../support/forge.js';
import { Random } from '../support/random.js';
import { runToEnd } from '../support/stepwise.js';

const NONE = { threads: 0 } as const;
const TEXT = readFileSync(new URL('../fixtures/alice29.txt', import.meta.url)).subarray(0, 200);
const MODELS = ['lstm(8x1,ngrams=2,ngramBits=4)', 'mix(orders=1+2,tables=10)'];

/** Whether it decodes. The checksum of the content is TEXT's, so what decodes has decoded to TEXT. */
function decodes(archive: Uint8Array): Promise<boolean> {
  return decompress(archive, NONE).then(
    () => true,
    () => false,
  );
}

async function parts(model: string) {
  const archive = await compress(TEXT, { ...NONE, model });
  const [frame] = await takeApart(archive);
  const [block] = frame?.blocks ?? [];
  if (!frame || block?.kind !== 'modelled') throw new Error('no modelled block');
  /** The archive with other coded bytes of any length. */
  const forged = (payload: Uint8Array) =>
    assemble({ ...frame, blocks: [withPayload(block, payload)] });
  return { archive, payload: block.payload, withPayload: forged };
}

describe.each(MODELS)('the coded bytes of %s', (model) => {
  it('are right as they are', async () => {
    const { archive, payload, withPayload } = await parts(model);
    expect(Buffer.from(withPayload(payload)).equals(archive)).toBe(true);
    expect(await decodes(archive)).toBe(true);
  });

  it('mean something else when any one bit is changed', async () => {
    const { payload, withPayload } = await parts(model);
    for (let at = 0; at < payload.length; at++) {
      const changed = payload.slice();
      changed[at] = (changed[at] as number) ^ (1 << (at & 7));
      expect(await decodes(withPayload(changed)), `byte ${at}`).toBe(false);
    }
  });

  it('mean something else with any other value of the last two', async () => {
    const { payload, withPayload } = await parts(model);
    for (const at of [payload.length - 2, payload.length - 1])
      for (let flip = 1; flip < 256; flip++) {
        const changed = payload.slice();
        changed[at] = (changed[at] as number) ^ flip;
        expect(await decodes(withPayload(changed)), `byte ${at} ^ ${flip}`).toBe(false);
      }
  });

  it('end where they end', async () => {
    const { payload, withPayload } = await parts(model);
    const room = TEXT.length - 1 - payload.length;
    expect(room).toBeGreaterThan(50);
    for (let more = 1; more <= room; more++)
      for (const fill of [0, 255]) {
        const longer = new Uint8Array(payload.length + more).fill(fill);
        longer.set(payload);
        expect(await decodes(withPayload(longer)), `${more} more`).toBe(false);
      }
    for (let length = 0; length < payload.length; length++)
      expect(await decodes(withPayload(payload.subarray(0, length)))).toBe(false);
  });
});

it('a thousand bytes behind the coded ones are refused, whatever they are', async () => {
  const text = readFileSync(new URL('../fixtures/alice29.txt', import.meta.url)).subarray(0, 3000);
  const archive = await compress(text, { ...NONE, model: 'mix(orders=1,tables=10)' });
  const [frame] = await takeApart(archive);
  const [block] = frame?.blocks ?? [];
  if (!frame || block?.kind !== 'modelled') throw new Error('no modelled block');
  for (const more of [1, 2, 7, 8, 9, 16, 255, 256, 999, 1000])
    for (const fill of [0, 1, 128, 255]) {
      const payload = new Uint8Array(block.payload.length + more).fill(fill);
      payload.set(block.payload);
      const longer = assemble({ ...frame, blocks: [withPayload(block, payload)] });
      expect(await decodes(longer), `${more} times ${fill}`).toBe(false);
    }
});

describe('the header of a block', () => {
  const CONTENT_CHECKSUM = 8;
  /** Behind the tag and the two bytes of the length. */
  const MEMORY_AT = 9;

  it.each(MODELS)('means something else when a byte is changed (%s)', async (model) => {
    const { archive } = await parts(model);
    const [block] = mend(archive, () => undefined).blocks;
    const header = block?.header;
    const [leaf] = header?.kind === 'modelled' ? leavesOf(header.tree) : [];
    const stream = leaf?.stream;
    if (stream?.kind !== 'modelled' || !block) throw new Error('no modelled block');
    const end = block.at - CONTENT_CHECKSUM;
    // Another model may code a short text alike: it is content of the header, not another form of it.
    const specEnd = end - encodeAlphabet(stream.alphabet).length;
    const specStart = specEnd - encodeSpec(stream.spec).length;
    const same = new Set<number>();
    for (let at = 6; at < end; at++)
      for (let flip = 1; flip < 256 && !(at >= specStart && at < specEnd); flip <<= 1) {
        const changed = archive.slice();
        changed[at] = (changed[at] as number) ^ flip;
        if (await decodes(mend(changed, () => undefined).archive)) same.add(at);
      }
    // The memory that decoding takes is the writer's word: a reader measures for itself.
    expect([...same]).toEqual([MEMORY_AT]);
  });

  it('names the values that occur and no others', async () => {
    const random = new Random(1);
    const bases = Uint8Array.from({ length: 400 }, () => random.pick([65, 67, 71, 84]));
    const archive = await compress(bases, { ...NONE, model: MODELS[1] });
    const [frame] = await takeApart(archive);
    const [block] = frame?.blocks ?? [];
    if (!frame || block?.kind !== 'modelled') throw new Error('no modelled block');
    const coder = new BlockCoder(await codecModule());
    /** What an encoder writes that is told of more values than there are. */
    const withAlphabet = (values: Uint8Array) => {
      const plan = encodePlan(decodeSpec(block.tree.spec), bases.length, values);
      const payload = runToEnd(coder.code(plan, bases, 2 ** 26)) as Uint8Array;
      const alphabet = encodeAlphabet(values);
      const tree = { ...block.tree, numbers: [payload.length], alphabet };
      return assemble({ ...frame, blocks: [{ ...block, tree, payload }] });
    };
    const occurring = alphabetOf(bases);
    expect(Buffer.from(withAlphabet(occurring)).equals(archive)).toBe(true);
    expect(await decodes(withAlphabet(EVERY_VALUE))).toBe(true);
    for (const value of [0, 64, 66, 68, 72, 85, 128, 255]) {
      const more = union(occurring, alphabetOf(Uint8Array.of(value)));
      expect(await decodes(withAlphabet(more)), `with ${value}`).toBe(false);
    }
  });
});
