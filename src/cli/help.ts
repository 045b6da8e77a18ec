/** The help texts: an overview and topics, each of one screen (80 x 24, prompt included). */
import { ERROR_CODES } from '../errors.js';
import { DEFAULT_LEVEL } from '../kinds/levels.js';
import { DEFAULT_MAX_COST } from '../pipeline/settings.js';
import { UsageError } from './arguments/command.js';
import {
  fieldHelp,
  kindsHelp,
  levelsHelp,
  mixHelp,
  modelHelp,
  symbolsHelp,
  table,
} from './help-models.js';

const USAGE = `\
Usage: foresay [OPTION]... [FILE]...
Compresses each FILE to FILE.fsy, or with -d decompresses FILE.fsy to FILE.

  -z, --compress (default)   -d, --decompress   take about the same time
  -t, --test             decode and check, write nothing
  -l, --list             list sizes; with -v also frames, blocks and models
  -1 ... -9              fastest ... smallest, default -${DEFAULT_LEVEL} (--help levels)
      --model SPEC       use this model, as in 'lstm(128x1)' (--help model)
      --kind KIND        kind of the data: text, binary, ... (--help kinds)
      --block-size SIZE  bytes per block (--help memory)
  -T, --threads N        code N blocks at once; default and 0: one per core
  -M, --memory LIMIT     use at most LIMIT: 512M, 2G, 50%
  --max-size SIZE  --max-cost N   refuse archives beyond these (--help memory)
  -D, --dictionary FILE  learn FILE first; -d needs it too (--help learn)
  --network FILE  --network-by-hash  --no-learning  --epochs N   (--help learn)
  -c, --stdout  -o, --output FILE   write to standard output, or to FILE
  -k, --keep    --rm     keep sources (default), or remove them after success
  -f, --force            overwrite, follow links, write archives to a terminal
  -r, --recursive  -S, --suffix SUF   process directories; name archives FILESUF
  -n, --no-name  -N, --name    omit (default), or store the name and time
  -q, --quiet  -v, --verbose  --json   print less, more, or JSON (--help json)
  -h, --help [TOPIC] errors exit files format json kinds learn levels memory mix
                     model symbols            -V, --version   print the version
`;

const EXIT = `\
Exit status
  0  success
  1  an error; the other files were still processed
  2  no error, but a warning: a file was skipped because it is a directory, a
     link, a device or a pipe, or because of its suffix; or it changed while it
     was read; or --rm did not remove it

If a signal ends foresay, temporary files are removed, and a shell reports the
status 128 + the number of the signal.

With -v an error message ends with its code. With --json the code is the field
'code'. The codes are listed by --help errors.
`;

const FILES = `\
Files
  FILE is compressed to FILE.fsy, FILE.fsy is decompressed to FILE. Without FILE
  or if FILE is -, foresay converts standard input to standard output.

  Output is written to .NAME.PID.tmp in the same directory. The file gets the
  mode, the times and, where permitted, the owner of its source. It is synced
  and then renamed, so that a file under its final name is always complete. --rm
  then removes the source, if it did not change and is not the dictionary. Only
  SIGKILL and crashes can leave a .tmp file.

  An existing file is replaced with -f, or after a question on a terminal.
  Skipped are directories without -r, links without -f, -c or -o, and devices
  and pipes without -c or -o. With -r, links in directories are skipped.

  File names may be any bytes. Bytes that are not valid UTF-8 are printed as ?,
  and in JSON as \\udc80 to \\udcff.

  A closed standard input or output is an error for data, but not for text
  (help, lists, --json). /dev/null opened read-write counts as closed.

  -N stores a file's name and time in the archive; with -d it restores them, in
  the directory of the archive. Without -N, archives of equal bytes are equal.
`;

const FORMAT = `\
Format
  An archive is one or more frames. A frame is a header and blocks. Blocks are
  coded independently, so that threads can work in parallel, and each block
  stores its models and the memory to decode it. Concatenated archives are an
  archive: 'cat a.fsy b.fsy | foresay -dc' gives the same bytes as 'cat a b'.

  Every block has checksums (XXH64) of its bytes and of its coded bytes. Every
  frame has a checksum over its blocks. If decoding ends without an error, the
  output is identical to the original.

  FORMAT.md in the package describes every byte of an archive. NUMERICS.md
  describes the arithmetic, which is the same on every machine.
`;

const JSON_HELP = `\
JSON
  --json prints one object per line, to standard error if standard output
  carries data, otherwise to standard output:

  action         compress, decompress, test or list
  file           the input; '(stdin)' for standard input
  output         the output; '(stdout)' for standard output
  originalBytes, archiveBytes
  ratio          archiveBytes / originalBytes; null for an empty original
  bpc            8 x ratio: bits per byte of the original
  seconds        wall-clock time
  spec           the models
  error          instead of these: { code, message, system } (--help errors)
  warning        instead of these: why a file was skipped, or another warning

  With --list there are also frames, blocks and memory (bytes to decode the
  largest block); with networks, networkBytes and codedBytes. With -v, objects
  for each frame and block precede; there, frame and block are numbers from 1.
`;

const LEARN = `\
Dictionary
  With -D FILE, the models of every block learn FILE first. It should resemble
  the data: an older version of it, or a typical sample. Small files gain most.
  Learning FILE takes as long as compressing it, once for every block, so a few
  hundred kilobytes are plenty. FILE may have up to 64M.

  -d and -t need the same FILE: the archive stores only its checksum, which -lv
  prints. Without FILE, or with another file, the archive cannot be decoded.
  Archives that were made without -D ignore it.

Network
  With --network FILE, the models begin with a network that was trained before.
  Without a level or --model it is the whole model. It goes on learning while
  it codes, unless --no-learning is given. The data may have only byte values of
  the network's alphabet.

  The archive has the network in it, so -d needs no file; -lv prints the bytes
  of the weights and of the payload. With --network-by-hash it has only the
  checksum of FILE, and -d and -t need --network FILE too.

  --epochs N trains a network in N passes over the file, and codes the file with
  it. The archive is that, or that of one pass if it is smaller. Files have up
  to 256M. --model gives the network's cells: 'lstm(64x1)'.
`;

const MEMORY = `\
Memory
  Each thread holds one block, its result and a model. Decompressing needs as
  much as compressing; -lv prints how much. A file that needs more than the
  limit is an error. The default limit is half of the machine's memory. -M sets
  it in bytes, with K, M, G as powers of 1024, or as a share such as 50%. If
  not all threads fit, fewer are used. The process itself takes up to 100M more,
  and 16M per thread. If the address space is limited (ulimit -v), foresay runs
  Node with a flag that saves addresses and costs 20 % of the speed.

  --block-size SIZE (1 to 256M): every block starts with an untrained model.
  Larger blocks compress better; smaller blocks need less memory and keep more
  threads busy. The length of the input does not change the memory.

  --max-size SIZE makes -d and -t refuse an archive that decodes to more bytes.
  For a file, the headers are checked before anything is decoded or written.
  --max-cost N refuses models that take more than N multiply-adds per byte. The
  default is ${DEFAULT_MAX_COST / 2 ** 30}G, some tenths of a second per byte.
`;

/** The topics of --help TOPIC. The fields of a model are topics too. */
export const TOPICS: Readonly<Record<string, () => string>> = {
  errors: () => `Error codes\n${table(Object.entries(ERROR_CODES))}`,
  exit: () => EXIT,
  files: () => FILES,
  format: () => FORMAT,
  json: () => JSON_HELP,
  kinds: kindsHelp,
  learn: () => LEARN,
  levels: levelsHelp,
  memory: () => MEMORY,
  mix: mixHelp,
  model: modelHelp,
  symbols: symbolsHelp,
};

/** The overview, or the help on a topic or a field of a model. Throws UsageError for an unknown topic. */
export function helpText(topic?: string): string {
  if (topic === undefined) return USAGE;
  const text = Object.hasOwn(TOPICS, topic) ? TOPICS[topic]?.() : fieldHelp(topic);
  if (text === undefined)
    throw new UsageError(
      `no help on '${topic}'; topics: ${Object.keys(TOPICS).join(', ')}, and fields of a model`,
    );
  return text;
}
