/** What a command prints, collected instead of shown. */
import { vi } from 'vitest';
import { run } from '../../src/command/program.js';

export interface Printed {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line. Its standard output and error are returned, not shown. */
export async function printed(words: readonly string[]): Promise<Printed> {
  let out = '';
  let err = '';
  const mocks = [
    vi.spyOn(console, 'log').mockImplementation((text) => {
      out += `${text}\n`;
    }),
    vi.spyOn(console, 'error').mockImplementation((text) => {
      err += `${text}\n`;
    }),
    vi.spyOn(process.stdout, 'write').mockImplementation((bytes) => {
      out += typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('latin1');
      return true;
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation((bytes) => {
      err += String(bytes);
      return true;
    }),
  ];
  try {
    return { status: await run(words), out, err };
  } finally {
    for (const mock of mocks) mock.mockRestore();
  }
}
