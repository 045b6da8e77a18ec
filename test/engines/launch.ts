/** Starts a browser on a page, waits for what the page makes of it, and ends the browser's whole process group. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Starts `command` with `args(profile)` and a fresh profile; resolves as `verdict` does. Rejects when the browser ends
 * or `timeoutSeconds` pass before. The browser is gone when the promise settles.
 */
export async function inBrowser<Verdict>(
  command: string,
  args: (profile: string) => readonly string[],
  verdict: Promise<Verdict>,
  timeoutSeconds: number,
): Promise<Verdict> {
  const profile = mkdtempSync(join(tmpdir(), 'foresay-browser-'));
  const browser = spawn(command, args(profile), { detached: true, stdio: 'ignore' });
  const end = () => {
    if (browser.pid === undefined) return;
    try {
      process.kill(-browser.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  // The browser is no child of the terminal's: it would outlive a Ctrl-C.
  const interrupted = () => {
    end();
    process.exit(130);
  };
  for (const signal of SIGNALS) process.once(signal, interrupted);
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      verdict,
      new Promise<never>((_, reject) => {
        browser.on('error', reject);
        browser.on('exit', (code) => reject(new Error(`${command} ended with code ${code}`)));
        timer = setTimeout(() => {
          reject(new Error(`no verdict from ${command} in ${timeoutSeconds} s`));
        }, timeoutSeconds * 1000);
      }),
    ]);
  } finally {
    clearTimeout(timer);
    browser.removeAllListeners();
    // A promise that lost the race may still reject; nothing listens any more.
    browser.on('error', () => {});
    const gone = new Promise((resolve) => {
      if (browser.exitCode !== null || browser.pid === undefined) resolve(undefined);
      else browser.on('exit', resolve);
    });
    end();
    await gone;
    for (const signal of SIGNALS) process.off(signal, interrupted);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
