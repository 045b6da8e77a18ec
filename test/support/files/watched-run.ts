/** Runs the command line in a folder of its own, every file call about the folder noted. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const PRELOAD = fileURLToPath(new URL('./watch-files.cjs', import.meta.url));

/** A call about a file of the folder; names are relative to it. */
export interface FileCall {
  readonly call: string;
  readonly path: string;
  /** Where a rename or a link leads. */
  readonly to?: string;
  readonly flags?: string | number;
  /** What is written, as base64. */
  readonly data?: string;
  /** Whether it was made to fail. */
  readonly fails?: boolean;
}

export interface WatchedRun {
  readonly status: number | null;
  readonly stderr: string;
  readonly stdout: string;
  readonly calls: readonly FileCall[];
}

export class WatchedFolder {
  private readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'foresay-files-')));
  /** The folder that is watched; to be made by prepare(). */
  readonly path = join(this.root, 'work');
  private readonly log = join(this.root, 'log');

  /** @param prepare Makes the folder at the path that it is given, with what the command finds there. */
  constructor(private readonly prepare: (path: string) => void) {}

  /** The command in a fresh folder; `failing`: the number of the call that fails, from 1, and its error. */
  run(
    args: readonly string[],
    failing?: { readonly call: number; readonly code: string },
  ): WatchedRun {
    rmSync(this.log, { force: true });
    this.prepareAgain();
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      ['--require', PRELOAD, MAIN, ...args],
      {
        cwd: this.path,
        encoding: 'utf8',
        input: '',
        timeout: 60_000,
        env: {
          ...process.env,
          WATCHED: this.path,
          WATCH_LOG: this.log,
          WATCH_FAIL: String(failing?.call ?? 0),
          WATCH_CODE: failing?.code ?? 'EIO',
        },
      },
    );
    const lines = existsSync(this.log) ? readFileSync(this.log, 'utf8').trim().split('\n') : [];
    const calls = lines.filter(Boolean).map((line): FileCall => {
      const call = JSON.parse(line) as FileCall;
      const name = (path: string) => relative(this.path, path) || '.';
      return {
        ...call,
        path: name(call.path),
        ...(call.to === undefined ? {} : { to: name(call.to) }),
      };
    });
    return { status, stderr, stdout, calls };
  }

  /** The folder as it is before a run. */
  prepareAgain(): void {
    rmSync(this.path, { recursive: true, force: true });
    this.prepare(this.path);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
