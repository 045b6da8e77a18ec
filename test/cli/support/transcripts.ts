/** A test for each transcript of a command line; transcript.ts has their format. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Shell } from './shell.js';
import { formatStep, outcomeLines, parseTranscript, reconcile } from './transcript.js';

/** With ACCEPT=1 the files are rewritten with the actual output; review the difference before a commit. */
const { ACCEPT } = process.env;

/** A test for each transcript in a folder. */
export function testTranscripts(folder: URL): void {
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  describe.concurrent('foresay', () => {
    it.each(names.sort())('%s', async (name) => {
      const file = new URL(name, folder);
      const text = readFileSync(file, 'utf8');
      const printed = `${(await replay(text)).join('\n')}\n`;
      if (ACCEPT === '1') writeFileSync(file, printed);
      else expect(printed).toBe(text);
    });
  });
}

/** The transcript with what the commands print now. */
async function replay(text: string): Promise<string[]> {
  const shell = new Shell();
  const lines: string[] = [];
  try {
    for (const part of parseTranscript(text)) {
      if (typeof part === 'string') lines.push(part);
      else {
        const outcome = outcomeLines(await shell.run(part));
        lines.push(formatStep(part, reconcile(outcome, part.expected)));
      }
    }
  } finally {
    shell.remove();
  }
  return lines;
}
