/** Runs command lines in a temporary directory, with `foresay` on the path. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Outcome, Step } from './transcript.js';

export const MAIN = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

const { PATH } = process.env;

/** A module that transcripts preload into foresay to record the order of its file operations. */
const TRACER = fileURLToPath(new URL('./trace-files.cjs', import.meta.url));

/** The content of golden archives, among it networks. */
const GOLDEN = fileURLToPath(new URL('../../golden/plain', import.meta.url));

/** A command that takes longer fails. */
const LIMIT_MS = 30_000;

/** Options of script(1): no own messages, the exit status of the command, a terminal without echo. */
const SCRIPT = ['-q', '-e', '-E', 'never', '-c'];

export class Shell {
  private readonly root = mkdtempSync(join(tmpdir(), 'foresay-cli-'));
  private readonly work = join(this.root, 'work');
  private readonly bin = join(this.root, 'bin');

  constructor() {
    mkdirSync(this.work);
    mkdirSync(this.bin);
    const command = join(this.bin, 'foresay');
    writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`);
    chmodSync(command, 0o755);
  }

  async run({ onTerminal, command, typed }: Step): Promise<Outcome> {
    const onEighty = `stty cols 80; ${command}`;
    const [file, args] = onTerminal
      ? ['script', [...SCRIPT, onEighty, '/dev/null']]
      : ['bash', ['-c', command]];
    const outcome = await this.execute(file, args, typed.map((line) => `${line}\n`).join(''));
    return onTerminal ? { ...outcome, stdout: visible(outcome.stdout) } : outcome;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private execute(file: string, args: readonly string[], input: string): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const child = spawn(file, args, {
        cwd: this.work,
        detached: true, // a process group, so that the kill reaches all children
        env: {
          PATH: `${this.bin}:${PATH}`,
          HOME: this.root,
          SHELL: '/bin/bash',
          LC_ALL: 'C',
          TZ: 'UTC',
          TERM: 'xterm',
          TRACER,
          GOLDEN,
        },
      });
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      const limit = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), LIMIT_MS);
      child.on('error', reject);
      child.on('close', (code, signal) => {
        clearTimeout(limit);
        if (code === null) reject(new Error(`${args.at(-1)}: ended by ${signal}`));
        else resolve({ stdout, stderr, status: code });
      });
      child.stdin.on('error', () => {}); // the command may not read its input
      child.stdin.end(input);
    });
  }
}

/** A status line: drawn one or more times, then cleared. */
const STATUS = /<CR>([^<\n]+)<CLEAR>(?:<CR>[^<\n]+<CLEAR>)*<CR><CLEAR>/g;

/** The output to a terminal as text; of a status line only its first content. */
function visible(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '<CR>')
    .replaceAll('\x1b[K', '<CLEAR>')
    .replaceAll(STATUS, '<$1>');
}
