/** The live curve of a terminal. */
import { expect, it } from 'vitest';
import { chartLines } from '../src/terminal/chart.js';
import { LiveChart } from '../src/terminal/live-chart.js';

it('draws a curve without gaps, the scale, and a line where no curve is', () => {
  const frame = { width: 12, height: 3, top: 1.5, line: 0 };
  expect(chartLines([1.5, 1.5, 1.5, 1, 0.5, 0.25, 0.25, 0.25], frame)).toEqual([
    '1.50 │⠉⢱',
    '     │ ⠈⡆',
    '0.00 │╌╌⠘⠒╌╌',
  ]);
});

it('takes means where there are more values than columns, and cuts what is out of range', () => {
  const frame = { width: 7, height: 1, top: 1, line: undefined };
  expect(chartLines([1, 0, 9, 9], frame)).toEqual(['1.00 │⠜']);
  expect(chartLines([-9, -9, 0, 0], frame)).toEqual(['1.00 │⣀']);
});

it('clears exactly the lines that it drew, before each drawing and for lines of text', () => {
  const written: string[] = [];
  const screen = { columns: 40, write: (text: string) => written.push(text) > 0 };
  const chart = new LiveChart(screen, { top: 1, line: undefined });
  chart.clear();
  expect(written).toEqual([]);
  chart.add(0.5, 'a status line that is far too long for this screen');
  const lines = written[0]?.split('\n') ?? [];
  expect(lines).toHaveLength(9);
  expect(lines.every((line) => line.length < 40)).toBe(true);
  chart.clear();
  chart.clear();
  expect(written.slice(1)).toEqual(['\x1b[8A\r\x1b[J']);
  chart.finish();
  expect(written[2]?.split('\n')).toHaveLength(9);
  chart.clear();
  expect(written).toHaveLength(3);
});

it('keeps a run of any length', () => {
  const written: string[] = [];
  const screen = { columns: 40, write: (text: string) => written.push(text) > 0 };
  const chart = new LiveChart(screen, { top: 1, line: undefined });
  for (let i = 0; i < 100_000; i++) chart.add(1 - i / 100_000, '');
  chart.clear();
  chart.add(0, '');
  const bottom = written.at(-1)?.split('\n')[7] ?? '';
  expect(bottom).toMatch(/^0\.00 │ +[\u2800-\u28ff]+$/);
});
