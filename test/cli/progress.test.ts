/** Progress reports, with a simulated clock. */
import { expect, it } from 'vitest';
import { ProgressMeter, type ProgressSubject } from '#dist/cli/report/progress.js';
import type { Learning } from '#dist/types.js';

type Report = readonly [at: number, bytesIn: number, bytesOut: number, learning?: Learning];

/** Passes reports to a meter and collects its status lines and messages; times in seconds. */
function watch(known: Partial<ProgressSubject>, reports: readonly Report[]) {
  let time = 0;
  const shown: string[] = [];
  const printed: string[] = [];
  const screen = {
    status: (text: string) => void shown.push(text),
    estimate: (text: string) => void printed.push(text),
  };
  const subject: ProgressSubject = {
    label: 'f',
    direction: 'compress',
    totalIn: undefined,
    originalBytes: undefined,
    ...known,
  };
  const meter = new ProgressMeter(subject, screen, () => 1000 * time);
  for (const [at, bytesIn, bytesOut, learning] of reports) {
    time = at;
    meter.report({ bytesIn, bytesOut, ...(learning && { learning }) });
  }
  return { shown, printed };
}

it('shows share, amount, speed, ratio and remaining time', () => {
  const { shown } = watch({ totalIn: 10_000_000, originalBytes: 10_000_000 }, [
    [1, 20_000, 0],
    [100, 2_500_000, 500_000],
    [200, 5_000_000, 1_100_000],
    [400, 10_000_000, 2_000_000],
  ]);
  expect(shown).toEqual([
    'f: 0.0 %, 0 B of 10.0 MB',
    'f: 0.2 %, 20.0 KB of 10.0 MB, 20.0 KB/s, 8:19 left',
    'f: 25.0 %, 2.50 MB of 10.0 MB, 25.0 KB/s, ratio 0.200, 5:00 left',
    'f: 50.0 %, 5.00 MB of 10.0 MB, 25.0 KB/s, ratio 0.220, 3:20 left',
    'f: 100.0 %, 10.0 MB of 10.0 MB, 25.0 KB/s, ratio 0.200, 0:00 left',
  ]);
});

it('counts bytes of the original when decompressing', () => {
  const work = { direction: 'decompress', totalIn: 2_000_000, originalBytes: 10_000_000 } as const;
  expect(watch(work, [[100, 500_000, 2_400_000]]).shown.at(-1)).toBe(
    'f: 25.0 %, 2.40 MB of 10.0 MB, 24.0 KB/s, ratio 0.208, 5:00 left',
  );
});

it('shows amount, speed and elapsed time if the size is unknown', () => {
  const { shown } = watch({}, [[70, 1_400_000, 280_000]]);
  expect(shown).toEqual(['f: 0 B, 0:00', 'f: 1.40 MB, 20.0 KB/s, ratio 0.200, 1:10']);
  const { shown: backwards } = watch({ direction: 'decompress' }, [[70, 700_000, 1_400_000]]);
  expect(backwards.at(-1)).toBe('f: 1.40 MB, 20.0 KB/s, ratio 0.500, 1:10');
});

it('prints the expected duration once, as soon as the speed is known', () => {
  const reports = [1, 2, 3, 4].map((s): [number, number, number] => [s, 20_000 * s, 0]);
  expect(watch({ totalIn: 10_000_000 }, reports).printed).toEqual([
    'f: about 8 min 20 s at 20.0 KB/s; decompressing will take as long',
  ]);
  const work = { direction: 'decompress', totalIn: 10_000_000, originalBytes: 20_000_000 } as const;
  const decoded = reports.map(([s, bytes]): [number, number, number] => [s, bytes, 2 * bytes]);
  expect(watch(work, decoded).printed).toEqual(['f: about 8 min 20 s at 40.0 KB/s']);
});

it('measures the speed from the first coded byte, not from the start of priming', () => {
  const reports = [1, 2, 3, 4].map((s): [number, number, number] => [s, 0, 0]);
  const coded = [1, 2, 3].map((s): [number, number, number] => [4 + s, 20_000 * s, 100]);
  const there = watch({ totalIn: 10_000_000, originalBytes: 10_000_000 }, [...reports, ...coded]);
  expect(there.printed).toEqual([
    'f: about 8 min 24 s at 20.0 KB/s; decompressing will take as long',
  ]);
  expect(there.shown.at(-1)).toMatch(/20\.0 KB\/s, .*, 8:17 left$/);
  // The header of the archive was read before.
  const work = { direction: 'decompress', totalIn: 1_000_020, originalBytes: 10_000_000 } as const;
  const back = watch(work, [
    ...reports.map(([s]): [number, number, number] => [s, 20, 0]),
    ...coded.map(([s, bytes]): [number, number, number] => [s, 20 + bytes / 10, bytes]),
  ]);
  expect(back.printed).toEqual(['f: about 8 min 24 s at 20.0 KB/s']);
});

it('prints no expected duration if it is short or unknown', () => {
  const reports = [1, 2, 3, 4].map((s): [number, number, number] => [s, 20_000 * s, 0]);
  expect(watch({ totalIn: 1_000_000 }, reports).printed).toEqual([]);
  expect(watch({}, reports).printed).toEqual([]);
});

it('redraws at most ten times a second', () => {
  const reports = Array.from({ length: 100 }, (_, i): [number, number, number] => [i / 100, i, 0]);
  expect(watch({ totalIn: 100 }, reports).shown).toHaveLength(10);
});

it('shows what is learned, and predicts the duration from the speed of learning', () => {
  const learning = (bytes: number, what = 'english'): Learning => ({ what, bytes, total: 240_000 });
  const { shown, printed } = watch({ totalIn: 1_000_000, originalBytes: 1_000_000 }, [
    [1, 0, 10, learning(0)],
    [2, 0, 10, learning(10_000)],
    [3, 0, 10, learning(20_000)],
    [5, 0, 10, learning(40_000)],
    [25, 0, 10, learning(240_000)],
    [35, 100_000, 20_000],
  ]);
  expect(shown).toEqual([
    'f: 0.0 %, 0 B of 1.00 MB',
    'f: learning English, 0.0 %',
    'f: learning English, 4.2 %, 2:03 left',
    'f: learning English, 8.3 %, 2:02 left',
    'f: learning English, 16.7 %, 2:00 left',
    'f: learning English, 100.0 %, 1:40 left',
    'f: 10.0 %, 100 KB of 1.00 MB, 10.0 KB/s, ratio 0.200, 1:30 left',
  ]);
  expect(printed).toEqual(['f: about 2 min 05 s at 10.0 KB/s; decompressing will take as long']);
});

it('predicts the duration of decompressing from the speed of learning', () => {
  const learning = (bytes: number): Learning => ({ what: 'text', bytes, total: 10_000 });
  const work = { direction: 'decompress', totalIn: 200_000, originalBytes: 1_000_000 } as const;
  const { shown, printed } = watch(work, [
    [1, 20, 0, learning(0)],
    [4, 20, 0, learning(3000)],
  ]);
  expect(shown.at(-1)).toBe('f: learning text, 30.0 %, 16:47 left');
  expect(printed).toEqual(['f: about 16 min 51 s at 1.00 KB/s']);
});

it.each([
  ['english', 'English'],
  ['structured', 'structured data'],
  ['all', 'text and structured data'],
  ['dictionary', 'words.txt'],
  ['english + dictionary', 'English and words.txt'],
  ['some later prior', 'some later prior'],
])('calls %s %s', (what, words) => {
  const { shown } = watch({ dictionary: 'words.txt' }, [[1, 0, 0, { what, bytes: 1, total: 4 }]]);
  expect(shown.at(-1)).toBe(`f: learning ${words}, 25.0 %, 0:01`);
});

it('shows the learning of a later block, too', () => {
  const { shown } = watch({ totalIn: 1000, originalBytes: 1000 }, [
    [1, 500, 100],
    [2, 500, 100, { what: 'text', bytes: 5, total: 10 }],
  ]);
  expect(shown.at(-1)).toBe('f: 50.0 %, 500 B of 1.00 KB, learning text, 50.0 %, 0:02 left');
});
