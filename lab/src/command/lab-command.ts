import { Command, type Option } from 'commander';

/** A command whose options may be written with underscores: `--data_path` is `--data-path`. */
export class LabCommand extends Command {
  override createCommand(name: string): LabCommand {
    return new LabCommand(name);
  }

  override parseOptions(args: string[]) {
    return super.parseOptions(dashed(args, this.options));
  }
}

/** Values of options stay as they are, also those that look like options. */
function dashed(args: readonly string[], options: readonly Option[]): string[] {
  const words: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as string;
    if (word === '--') return [...words, ...args.slice(i)];
    const [name = '', ...value] = word.split('=');
    const flag = name.startsWith('--') ? name.replaceAll('_', '-') : name;
    const option = options.find(({ long }) => long === flag);
    words.push(option === undefined ? word : [flag, ...value].join('='));
    const takesNext = option?.required && value.length === 0 && i + 1 < args.length;
    if (takesNext) words.push(args[++i] as string);
  }
  return words;
}
