/** What the documents promise exists: the files they link to, the commands they name, the marks on the path of a byte. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, sourceFiles } from './support/imports.js';

const DOCUMENTS = [
  ...readdirSync(ROOT),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) =>
    posix.join('docs', name.replaceAll('\\', '/')),
  ),
].filter((name) => name.endsWith('.md'));

const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const { scripts } = JSON.parse(read('package.json'));

describe.each(DOCUMENTS)('%s', (name) => {
  const text = read(name);

  it('links to files and sections that exist', () => {
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const missing = targets
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [path = '', section] = target.split('#');
        const file = path === '' ? name : posix.join(posix.dirname(name), path);
        if (!existsSync(join(ROOT, file))) return true;
        return section !== undefined && !sectionsOf(file).has(section);
      });
    expect(missing).toEqual([]);
  });

  it('names npm scripts that exist', () => {
    const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });
});

/** The anchors that a document's headings get. */
function sectionsOf(name: string): Set<string> {
  const headings = [...read(name).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

describe('the path of a byte', () => {
  const steps = [...read('ARCHITECTURE.md').matchAll(/^(\d+)\. \*\*/gm)].map(([, n]) => Number(n));
  const marks = [...sourceFiles('src'), ...sourceFiles('assembly')].flatMap(({ path, text }) =>
    [...text.matchAll(/\[path (\d+)\]/g)].map(([, n]) => ({ path, step: Number(n) })),
  );

  it('is marked in the code at every step', () => {
    expect(steps.length).toBeGreaterThan(0);
    expect([...new Set(marks.map(({ step }) => step))].sort()).toEqual(steps);
  });

  it.each(steps)('step %d is marked in a file that ARCHITECTURE.md links to', (step) => {
    const line = read('ARCHITECTURE.md')
      .split('\n')
      .find((one) => one.startsWith(`${step}. `));
    const linked = marks.filter((mark) => mark.step === step).map(({ path }) => path);
    expect(linked.some((path) => line?.includes(`](${path})`))).toBe(true);
  });
});
