/** The kinds of data that benchmarks are sorted into: each has a document and a chart below docs/benchmarks. */

/** In the order of docs/benchmarks.md; the value is the heading. */
export const KINDS = {
  text: 'Text',
  structured: 'Structured text',
  logs: 'Logs',
  dna: 'Nucleotides',
  reads: 'Sequencing reads',
  executable: 'Executables',
  records: 'Records and tables',
  samples: 'Sampled numbers',
  images: 'Images',
  mixed: 'Many files in one',
  small: 'Small files',
  incompressible: 'Compressed already',
  artificial: 'Made to be odd',
  mixture: 'Cost per byte',
  other: 'Other files',
} as const;

export type Kind = keyof typeof KINDS;

/** The first pattern that matches decides; names are paths below the corpus directory, or of derived files. */
const PATTERNS: readonly (readonly [RegExp, Kind])[] = [
  [/^wiki\/|^silesia\/(dickens|reymont)$|world192\.txt$/, 'text'],
  [/^canterbury\/(alice29|asyoulik|lcet10|plrabn12)\.txt$/, 'text'],
  [/^(json|csv)\/|^silesia\/xml$/, 'structured'],
  [/^canterbury\/(cp\.html|fields\.c|grammar\.lsp|xargs\.1)$/, 'structured'],
  [/^logs\//, 'logs'],
  [/^dna\/|^large\/E\.coli$/, 'dna'],
  [/^(fastq|quality)\//, 'reads'],
  [/^canterbury\/sum$|^silesia\/ooffice$/, 'executable'],
  [/^canterbury\/kennedy\.xls$|\.arrow$|^snappy\/(geo\.protodata|kppkn\.gtb)$/, 'records'],
  [/^(audio|float)\/|\.npy$/, 'samples'],
  [/^(kodak-ppm|mnist)\/|^canterbury\/ptt5$|^silesia\/x-ray$/, 'images'],
  [/\.tar$/, 'mixed'],
  [/^pieces\//, 'small'],
  [/\.jpe?g$|^artificial\/random/, 'incompressible'],
  [/^artificial\//, 'artificial'],
  [/^mixture\//, 'mixture'],
];

export function kindOf(name: string): Kind {
  return PATTERNS.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}

export function isKind(word: string): word is Kind {
  return word in KINDS;
}
