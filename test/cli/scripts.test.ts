/** Runs the transcripts of command lines in scripts/; see support/transcript.ts for their format. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Shell } from './support/shell.js';
import { formatStep, outcomeLines, parseTranscript, reconcile } from './support/transcript.js';

const FOLDER = new URL('./scripts/', import.meta.url);

/** With ACCEPT=1 the files are rewritten with the actual output; review the difference before a commit. */
const { ACCEPT } = process.env;

describe.concurrent('foresay', () => {
  it.each(readdirSync(FOLDER).sort())('%s', async (name) => {
    const file = new URL(name, FOLDER);
    const text = readFileSync(file, 'utf8');
    const shell = new Shell();
    const actual: string[] = [];
    try {
      for (const part of parseTranscript(text)) {
        if (typeof part === 'string') actual.push(part);
        else {
          const outcome = outcomeLines(await shell.run(part));
          actual.push(formatStep(part, reconcile(outcome, part.expected)));
        }
      }
    } finally {
      shell.remove();
    }
    if (ACCEPT === '1') writeFileSync(file, `${actual.join('\n')}\n`);
    else expect(`${actual.join('\n')}\n`).toBe(text);
  });
});
