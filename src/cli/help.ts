/** Help: one screen (80 x 24, prompt included) for the whole, and one for each topic. */
import { ERROR_CODES } from '../errors.js';
import { DEFAULT_LEVEL } from '../kinds/levels.js';
import { DEFAULT_MAX_COST } from '../pipeline/settings.js';
import { UsageError } from './command.js';
import { fieldHelp, levelsHelp, mixHelp, modelHelp, table } from './help-models.js';

const USAGE = `\
Usage: foresay [OPTION]... [FILE]...
Compresses each FILE into FILE.fsy with a neural network that learns as it goes.

  -z, --compress         compress (default)
  -d, --decompress       decompress; takes as long as compressing
  -t, --test             decode and check, write nothing
  -l, --list             say what archives hold; with -v also what made them
  -1 ... -9              fastest ... smallest, default -${DEFAULT_LEVEL} (--help levels)
      --model SPEC       the network itself, as in 'lstm(128x1)' (--help model)
      --kind KIND        what the data are: text, binary, ... (--help levels)
      --block-size SIZE  work on SIZE bytes at a time (--help memory)
  -T, --threads N        code N blocks at once; default and 0: one a core
  -M, --memory LIMIT     use at most LIMIT: 512M, 2G, 50%
  --max-size SIZE  --max-cost N   refuse archives of more (--help memory)
  -D, --dictionary FILE  learn FILE first; to decompress too (--help learn)
  -c, --stdout  -o, --output FILE   write to standard output, or to FILE
  -k, --keep    --rm     keep sources (default), or delete what is safely done
  -f, --force            overwrite, follow links, write archives to a terminal
  -r, --recursive  -S, --suffix SUF   enter directories; name archives FILESUF
  -n, --no-name  -N, --name    leave out (default) or keep the name and time
  -q, --quiet  -v, --verbose  --json   say less, or more, or JSON (--help json)
  -h, --help [TOPIC] errors exit files format json learn levels memory mix model
  -V, --version          print the version
`;

const EXIT = `\
Exit status
  0  all went well
  1  something failed; the other files were still worked on
  2  nothing failed, but there was a warning: a file was skipped because it is
     a directory, a link, already an archive or not one by its suffix, or it
     changed while it was read, or --rm kept it

A signal ends foresay as it ends other programs (a shell says 128 + its number),
after removing what is half-made.

With -v an error ends in its code, with --json it has a field 'code': see
--help errors.
`;

const FILES = `\
Files
  FILE becomes FILE.fsy, FILE.fsy becomes FILE. Without FILE, or for FILE -,
  standard input becomes standard output. Sources are kept unless --rm is given.

  A result is written to .NAME.PID.tmp beside its place, gets the mode, times
  and, where permitted, owner of its source, is synced to the disk and only then
  moved to its name: a file under its final name is always whole. --rm deletes
  the source after that, if it did not change and is not the dictionary. If
  foresay is killed, a .tmp file may be left behind.

  An existing file is replaced after asking on a terminal, elsewhere only with
  -f. Directories are skipped without -r, links without -f, -c or -o, devices
  and pipes without -c or -o. With -r, links are not followed.

  Names may be any bytes. Those that are not UTF-8 are shown as ?, in JSON as
  \\udc80 to \\udcff.

  A closed standard input or output is an error for data, not for text (help,
  lists, --json). /dev/null opened for reading and writing looks the same.

  -N keeps a file's name and time in the archive; with -d it restores them,
  beside the archive. Without it the same bytes always give the same archive.
`;

const FORMAT = `\
Format
  An archive is one or more frames; each frame is a header and blocks. Blocks
  are coded independently, so that several threads can work, and
  each says which model it needs and how much memory. Archives put one after
  another are an archive: cat a.fsy b.fsy | foresay -dc is cat a b.

  Every block has a checksum (XXH64) of its bytes and one of its coded bytes,
  every frame one over its blocks. Decoding that does not end in an error has
  given back what was compressed.

  FORMAT.md in the package describes every byte, NUMERICS.md the arithmetic that
  makes archives decode on every machine.
`;

const JSON_HELP = `\
JSON
  --json prints one object a line, to standard error if standard output carries
  data, else to standard output:

  action         compress, decompress, test or list
  file           the file that was read, '(stdin)' for standard input
  output         the file that was written, '(stdout)' for standard output
  originalBytes, archiveBytes
  ratio          archiveBytes / originalBytes; null if that is a division by 0
  bpc            8 x ratio: bits for each byte of the original
  seconds        wall-clock time
  spec           the models that were used
  error          instead of these: { code, message, system } (--help errors)
  warning        instead of these: why a file was skipped, or what else to know

  list adds frames, blocks and memory (bytes to decode the largest block). With
  -v, records of each frame and block come before: frame and block are numbers.
`;

const LEARN = `\
Learning beforehand
  With -D FILE every block's model first learns FILE: something that resembles
  what is compressed, such as an older version of it or a typical sample. Small
  files gain most. Learning takes as long as compressing FILE would, again for
  every block, so a few hundred kilobytes are much; 64M is the most.

  The archive holds the checksum of FILE, not FILE: keep it, and give it with -d
  and -t again. Without it, or with another one, nothing can be decoded; -lv
  tells which one an archive needs. Archives made without -D ignore it.
`;

const MEMORY = `\
Memory
  Each thread holds one block, its result and a model. Decoding needs as much
  as coding; -l -v says how much. An archive that needs more than the limit is
  refused before it takes it. The limit is half of the machine's memory, or
  -M LIMIT: bytes, or with K, M, G in powers of 1024, or a share such as 50%.
  Where not all threads fit, fewer are used. The process takes up to 100M more,
  and 16M for each thread. Where addresses are limited (ulimit -v), the command
  starts once more with a flag that makes Node need fewer; it is 20 % slower.

  --block-size SIZE (1 to 256M) trades ratio for memory and speed: every block
  starts from nothing, so that larger ones compress better and smaller ones
  keep more threads busy. Input of any length flows through in that memory.

  --max-size SIZE lets -d and -t refuse an archive that decodes to more bytes.
  The headers say how many, so that nothing is decoded or written before.
  --max-cost N refuses models that take more than N multiply-adds for a byte;
  the default is ${DEFAULT_MAX_COST / 2 ** 30}G, some tenths of a second.
`;

/** The topics of --help TOPIC, beside the fields of a model. */
export const TOPICS: Readonly<Record<string, () => string>> = {
  errors: () => `Error codes\n${table(Object.entries(ERROR_CODES))}`,
  exit: () => EXIT,
  files: () => FILES,
  format: () => FORMAT,
  json: () => JSON_HELP,
  learn: () => LEARN,
  levels: levelsHelp,
  memory: () => MEMORY,
  mix: mixHelp,
  model: modelHelp,
};

/** Help on a topic, on a field of a model, or on the whole. Throws UsageError for any other topic. */
export function helpText(topic?: string): string {
  if (topic === undefined) return USAGE;
  const text = Object.hasOwn(TOPICS, topic) ? TOPICS[topic]?.() : fieldHelp(topic);
  if (text === undefined)
    throw new UsageError(
      `no help on '${topic}'; topics: ${Object.keys(TOPICS).join(', ')}, and fields of a model`,
    );
  return text;
}
