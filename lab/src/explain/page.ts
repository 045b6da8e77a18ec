/** The report of a file as a page: findings in, HTML out. It has no script and needs no other file. */
import { basename } from 'node:path';
import { countText, durationText, percentText } from '../experiment/words.js';
import { drawChart } from '../plot/draw.js';
import { escaped, htmlPage, tableHtml } from '../report/html.js';
import { costChart, entropyChart, familyChart, sizeChart } from './charts.js';
import type { Findings, Passage } from './findings.js';
import { HEAT_STYLE, heatHtml, heatScale } from './heat.js';
import { NETWORK } from './sizes.js';
import { bitsPerByte, explained, kindShares, lossOf } from './summary.js';
import { FAMILY_WORDS, KIND_WORDS } from './words.js';

/** Most rows of the table of kinds. */
const MOST_ROWS = 40;

/** Columns of words may break, those of numbers may not. */
const TABLE_STYLE = '.wide td:not(.number) { white-space: normal; min-width: 6rem; }\n';

export function explainPage(findings: Findings): string {
  const title = `What is in ${basename(findings.file)}`;
  const body = [
    `<h1>${escaped(title)}</h1>`,
    `<p class="learned">${escaped(findings.summary)}</p>`,
    `<p>A <b>bit</b> is one answer of yes or no. A byte as it is takes 8. A byte that a model predicts with probability <i>p</i> takes -log<sub>2</sub> <i>p</i> bits: 1 bit where it is sure to a half, near 0 where it is nearly sure, more than 8 where it expected something else.</p>`,
    sizesSection(findings),
    entropySection(findings),
    costSection(findings),
    passagesSection(findings),
    familiesSection(findings),
    factsSection(findings),
  ];
  return htmlPage(title, body.join('\n'), HEAT_STYLE + TABLE_STYLE);
}

const figure = (chart: Parameters<typeof drawChart>[0]): string =>
  `<figure>${drawChart(chart).trim()}</figure>`;

const wide = (label: string, ...table: Parameters<typeof tableHtml>): string =>
  `<div class="wide" tabindex="0" role="region" aria-label="${label}">${tableHtml(...table)}</div>`;

function sizesSection(findings: Findings): string {
  const { sizes, sampleBytes } = findings;
  const table = {
    head: ['coder', 'bytes', 'of', 'share', 'bits a byte', 'time'],
    numeric: [false, true, true, true, true, true],
    rows: sizes.map(({ coder, bytes, of, seconds }) => [
      coder,
      countText(bytes),
      countText(of),
      percentText(bytes / of),
      bitsPerByte((8 * bytes) / of),
      durationText(seconds),
    ]),
  };
  const part = sizes.some(({ of }) => of < sampleBytes)
    ? `The network is ${NETWORK}; it is slow, so it coded the first bytes only. `
    : '';
  return `<h2>How small it becomes</h2>
${figure(sizeChart(findings))}
${wide('sizes', table)}
<p>${part}The archives of other compressors were decoded and compared. Several coders ran at the same time, so times are upper bounds.</p>`;
}

function entropySection(findings: Findings): string {
  const { blocks, adaptive, values } = findings.entropy;
  const { best } = blocks;
  const size = explained(findings);
  const level = (8 * size.bytes) / size.of;
  const longer =
    level < best.rate.value
      ? `Level ${findings.cost.level} also uses a longer past, and needs ${bitsPerByte(level)} (dashed): the rate of the file is at most that, and E is higher.`
      : `Level ${findings.cost.level} needs ${bitsPerByte(level)} (dashed), so it found nothing in a longer past.`;
  const table = {
    head: ['bytes before', 'adaptive coder', 'known counts', 'estimate h(L)'],
    numeric: [true, true, true, true],
    rows: adaptive.map(({ order, adaptive: cost, hindsight }) => {
      const row = blocks.rows.find(({ length }) => length === order + 1);
      return [
        String(order),
        bitsPerByte(cost),
        bitsPerByte(hindsight),
        row ? `${bitsPerByte(row.rate.value)} \u00b1 ${bitsPerByte(row.rate.halfWidth)}` : '',
      ];
    }),
  };
  return `<h2>Entropy by order</h2>
${figure(entropyChart(findings))}
${wide('entropy by order', table)}
<p>${values} byte values occur. From blocks of ${best.length} ${best.length === 1 ? 'byte' : 'bytes'}, the longest that occur often enough, the entropy rate h is estimated at ${bitsPerByte(best.rate.value)} bits a byte and the excess entropy E at ${bitsPerByte(best.excess.value)} bits: what the past tells about the future within such blocks. ${longer} An adaptive coder learns its counts while it codes. Known counts are given to it for nothing, so at high orders they promise too much.</p>`;
}

function costSection(findings: Findings): string {
  const { cost, kinds, sampleBytes, stretches } = findings;
  const mean = cost.bits / sampleBytes;
  const several = kindShares(kinds).length > 1;
  const shares = {
    head: ['kind', 'what it is', 'bytes', 'share'],
    numeric: [false, false, true, true],
    rows: kindShares(kinds).map(([kind, bytes]) => [
      kind,
      KIND_WORDS[kind],
      countText(bytes),
      percentText(bytes / sampleBytes),
    ]),
  };
  const changes = {
    head: ['from byte', 'bytes', 'kind'],
    numeric: [true, true, false],
    rows: kinds
      .slice(0, MOST_ROWS)
      .map(({ start, length, kind }) => [countText(start), countText(length), kind]),
  };
  const more = kinds.length > MOST_ROWS ? `<p>And ${kinds.length - MOST_ROWS} more.</p>` : '';
  return `<h2>Cost along the file</h2>
${figure(costChart(findings))}
<p>Each point is the mean of ${countText(cost.curve[0]?.length ?? 0)} bytes; the mean of all is ${bitsPerByte(mean)} bits. ${stretches.length > 1 ? 'The stretches of the sample are side by side. ' : ''}${several ? 'The tint is the kind that the bytes were taken for. ' : ''}Half of the bits are spent on ${percentText(cost.half)} of the bytes.</p>
${wide('kinds', shares)}
${several ? `<details><summary>Where the kind changes</summary>${wide('changes of kind', changes)}${more}</details>` : ''}`;
}

function passagesSection({ passages }: Findings): string {
  const one = (passage: Passage): string => `<h3>${capital(passage.name)}</h3>
<p>From byte ${countText(passage.start)}, ${countText(passage.length)} bytes, ${bitsPerByte(passage.mean)} bits a byte.</p>
${heatHtml(passage)}`;
  return `<h2>Passages</h2>
<p>The stronger the tint, the more bits a character or a byte took. The tip of each tells the bits, the family of experts that saved most, and the place. In text \u00b6, \u00ac and \u00bb stand for LF, CR and tab.</p>
${heatScale()}
${passages.map(one).join('\n')}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function familiesSection(findings: Findings): string {
  const { families, sampleBytes, ablation } = findings;
  const saved = families.reduce((sum, { savedBits }) => sum + savedBits, 0);
  if (saved === 0)
    return '<h2>What the experts are worth</h2>\n<p>No expert saved anything: the bytes were stored.</p>';
  const table = {
    head: ['family', 'predicts from', 'bits a byte saved', 'share', 'longer without'],
    numeric: [false, false, true, true, true],
    rows: families.map((family) => [
      family.name,
      FAMILY_WORDS[family.name],
      (family.savedBits / sampleBytes).toFixed(3),
      percentText(family.savedBits / saved),
      ablation && family.without !== undefined ? percentText(lossOf(family, ablation.size)) : '',
    ]),
  };
  const without = ablation
    ? `Longer without: the first ${countText(ablation.bytes)} bytes of the kind ${ablation.kind} were coded again with the same model but for this family, without a prior; ${countText(ablation.size)} bytes with all of them. Families overlap: without one, others predict much of the same.`
    : '';
  return `<h2>What the experts are worth</h2>
${figure(familyChart(findings))}
${wide('families of experts', table)}
<p>The saved bits of a byte are shared among the families by their part in its log odds. A negative value misled. ${without}</p>`;
}

function factsSection(findings: Findings): string {
  const { fileBytes, sampleBytes, stretches, seconds, version, skipped, cost, sizes } = findings;
  const measured =
    sampleBytes === fileBytes
      ? 'all bytes'
      : `${countText(sampleBytes)} bytes: ${stretches.length} stretches of ${countText(stretches[0]?.length ?? 0)} from byte ${stretches.map(({ start }) => countText(start)).join('; ')}`;
  const size = explained({ sizes, cost });
  const facts: (readonly [string, string])[] = [
    ['file', findings.file],
    ['length', `${countText(fileBytes)} bytes`],
    ['measured', measured],
    [
      'level',
      `${cost.level}: ${countText(size.bytes)} bytes, of which ${countText(Math.ceil(cost.bits / 8))} are the cost of the bytes`,
    ],
    ['time', durationText(seconds)],
    ...(skipped.length > 0 ? [['no time for', skipped.join(', ')] as const] : []),
    ['version', `foresay-lab ${version}`],
  ];
  return `<h2>How it was measured</h2>
<dl>${facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`;
}
