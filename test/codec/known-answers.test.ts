/**
 * One known answer for each member of each set field: a digest of the bytes that the codec makes of an input with that
 * member alone, and the last hash of its context by the reference codec. The table, known-answers.txt, notices a change
 * that is made on both sides alike. That the reference decodes these bytes is shown by test/codec/reference.slow.test.ts.
 * `npx vitest run test/codec/known-answers.test.ts -u` writes the table again: right only with a new numeric version, or
 * for a new member.
 */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { memberHashes } from '../support/reference.js';
import { MEMBERS, WHOLE_INPUT } from './support/members.js';

const hex = (hash: number) => hash.toString(16).padStart(8, '0');

it('are those of the table', async () => {
  const hashes = memberHashes(WHOLE_INPUT);
  const rows = MEMBERS.map(({ field, member, code }) => {
    const digest = createHash('sha256').update(code).digest('hex').slice(0, 16);
    const hash = hashes.get(`${field} ${member}`);
    return `${field} ${member} ${code.length} ${digest} ${hash === undefined ? '-' : hex(hash)}\n`;
  });
  await expect(rows.join('')).toMatchFileSnapshot('known-answers.txt');
});

it('differ, since every member predicts otherwise', () => {
  expect(new Set(MEMBERS.map(({ code }) => Buffer.from(code).toString('base64'))).size).toBe(
    MEMBERS.length,
  );
  const hashes = [...memberHashes(WHOLE_INPUT).values()];
  expect(new Set(hashes).size).toBe(hashes.length);
});
