/** The command line, as sessions with what they are expected to print; see support/transcript.ts. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Shell } from './support/shell.js';
import { formatStep, outcomeLines, parseTranscript, reconcile } from './support/transcript.js';

const FOLDER = new URL('./scripts/', import.meta.url);

/** With ACCEPT=1 the files are rewritten to say what happened; read the difference before you keep it. */
const { ACCEPT } = process.env;

describe.concurrent('foresay', () => {
  it.each(readdirSync(FOLDER).sort())('%s', async (name) => {
    const file = new URL(name, FOLDER);
    const text = readFileSync(file, 'utf8');
    const shell = new Shell();
    const happened: string[] = [];
    try {
      for (const part of parseTranscript(text)) {
        if (typeof part === 'string') happened.push(part);
        else {
          const outcome = outcomeLines(await shell.run(part));
          happened.push(formatStep(part, reconcile(outcome, part.expected)));
        }
      }
    } finally {
      shell.remove();
    }
    if (ACCEPT === '1') writeFileSync(file, `${happened.join('\n')}\n`);
    else expect(`${happened.join('\n')}\n`).toBe(text);
  });
});
