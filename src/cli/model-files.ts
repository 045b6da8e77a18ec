/** The files that models begin with: the dictionary (-D) and the network (--network). They are never overwritten or removed. */
import type { BigIntStats } from 'node:fs';
import type { Command } from './arguments/command.js';
import { ModelFile } from './io/model-file.js';

export class ModelFiles {
  private constructor(
    readonly dictionary: ModelFile | undefined,
    readonly network: ModelFile | undefined,
    /** Whether an archive has the network itself, and so does not need the file. */
    private readonly isNetworkKept: boolean,
  ) {}

  /** Rejects with FileError as ModelFile.read does. */
  static async read({ dictionary, network, networkByHash }: Command): Promise<ModelFiles> {
    return new ModelFiles(
      dictionary === undefined ? undefined : await ModelFile.read(dictionary, 'dictionary'),
      network === undefined ? undefined : await ModelFile.read(network, 'network'),
      !networkByHash,
    );
  }

  /** The file that has these stats. */
  find(stats: BigIntStats): ModelFile | undefined {
    return [this.dictionary, this.network].find((file) => file?.isSameFile(stats));
  }

  /** Whether decompressing an archive needs the file. */
  isNeeded(file: ModelFile): boolean {
    return file !== this.network || !this.isNetworkKept;
  }

  /** Syncs the files that decompressing an archive needs. Rejects as ModelFile.syncToDisk does. */
  async syncToDisk(): Promise<void> {
    for (const file of [this.dictionary, this.network])
      if (file && this.isNeeded(file)) await file.syncToDisk();
  }
}
