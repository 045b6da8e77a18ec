/** Runs command lines in a directory of their own, with `foresay` on the path. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Outcome, Step } from './transcript.js';

export const MAIN = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

const { PATH } = process.env;

/** What a session may preload into foresay to see the order of its steps. */
const TRACER = fileURLToPath(new URL('./trace-files.cjs', import.meta.url));

/** A command that hangs is a failure, not a wait. */
const LIMIT_MS = 30_000;

/** `script` without its own messages, giving the command's status, with a terminal that does not echo. */
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
        detached: true, // a process group, so that a command that hangs goes with all its children
        env: {
          PATH: `${this.bin}:${PATH}`,
          HOME: this.root,
          SHELL: '/bin/bash',
          LC_ALL: 'C',
          TZ: 'UTC',
          TERM: 'xterm',
          TRACER,
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
      child.stdin.on('error', () => {}); // a command that reads nothing
      child.stdin.end(input);
    });
  }
}

/** A status line: drawn any number of times, at last drawn empty. */
const STATUS = /<CR>([^<\n]+)<CLEAR>(?:<CR>[^<\n]+<CLEAR>)*<CR><CLEAR>/g;

/** What a terminal was sent, as text; of a status line, what it said first. */
function visible(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '<CR>')
    .replaceAll('\x1b[K', '<CLEAR>')
    .replaceAll(STATUS, '<$1>');
}
