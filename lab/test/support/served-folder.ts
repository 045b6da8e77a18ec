/** An empty folder and a server of it, new for each test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Changes, Curve, RunEntry } from '../../src/serve/api.js';
import { Served } from './served.js';

export function servedFolder() {
  let folder = '';
  let served: Served;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'foresay-serve-'));
    served = await Served.start(folder);
  });
  afterEach(async () => {
    await served.close();
    rmSync(folder, { recursive: true });
  });
  const entries = () => served.json<Changes>('/api/entries');
  return {
    get folder() {
      return folder;
    },
    get served() {
      return served;
    },
    entries,
    /** The entry of a run, as a new look finds it. */
    async run(path: string) {
      const { changed } = await entries();
      return changed.find((one): one is RunEntry => one.type === 'run' && one.path === path);
    },
    curve: (path: string, scale = 'linear') =>
      served.json<Curve>(`/api/curve?path=${encodeURIComponent(path)}&scale=${scale}`),
  };
}
