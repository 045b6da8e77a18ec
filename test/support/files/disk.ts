/**
 * A disk of which only what was synced is sure to survive. It follows the file calls of a run, and says in which states
 * a power cut could leave it. Of each file there are the data that were synced, or all, or zeros in their place. Of the
 * changes of names since a folder was synced there is any subset, applied in their order.
 */
import { dirname } from 'node:path';
import type { FileCall } from './watched-run.js';

interface Inode {
  /** What is sure to be there after a power cut. */
  synced: Buffer;
  data: Buffer;
}

/** A change of the names in a folder that is not synced yet. */
type Change =
  | { readonly kind: 'make'; readonly name: string; readonly inode: Inode }
  | { readonly kind: 'move'; readonly from: string; readonly name: string; readonly inode: Inode }
  | { readonly kind: 'remove'; readonly name: string };

type Names = ReadonlyMap<string, Inode>;

/** What stands under each name after a power cut. */
export type DiskState = ReadonlyMap<string, Buffer>;

export class Disk {
  private readonly now: Map<string, Inode>;
  private readonly durable: Map<string, Inode>;
  private readonly pending: Change[] = [];

  /** @param files What is there, and synced, before the run. */
  constructor(files: ReadonlyMap<string, Buffer>) {
    const inodes = [...files].map(([name, data]) => [name, { synced: data, data }] as const);
    this.now = new Map(inodes);
    this.durable = new Map(inodes);
  }

  /** What is there while the power is on. */
  get files(): DiskState {
    return new Map([...this.now].map(([name, { data }]) => [name, data]));
  }

  /** Takes in a call that succeeded. */
  apply({ call, path, to = '', flags, data }: FileCall): void {
    const inode = this.now.get(path);
    if (call === 'open' && typeof flags === 'string' && /[wa]/.test(flags) && !inode)
      this.change({
        kind: 'make',
        name: path,
        inode: { synced: Buffer.alloc(0), data: Buffer.alloc(0) },
      });
    else if (call === 'write' && inode && data !== undefined)
      inode.data = Buffer.concat([inode.data, Buffer.from(data, 'base64')]);
    else if (call === 'sync' && inode) inode.synced = inode.data;
    else if (call === 'sync') this.syncFolder(path);
    else if (call === 'rename' && inode) this.change({ kind: 'move', from: path, name: to, inode });
    else if (call === 'link' && inode) this.change({ kind: 'make', name: to, inode });
    else if (call === 'unlink' && inode) this.change({ kind: 'remove', name: path });
  }

  /** All states in which a power cut now could leave the disk. */
  *afterPowerCut(): Generator<DiskState> {
    const { pending } = this;
    for (let kept = 0; kept < 1 << pending.length; kept++) {
      const names = new Map(this.durable);
      for (const [i, change] of pending.entries()) if ((kept >> i) & 1) applyTo(names, change);
      yield* contents(names);
    }
  }

  private change(change: Change): void {
    applyTo(this.now, change);
    this.pending.push(change);
  }

  /** All changes of names in the folder become sure. */
  private syncFolder(folder: string): void {
    const waiting = this.pending.splice(0);
    for (const change of waiting)
      if (dirname(change.name) === folder) applyTo(this.durable, change);
      else this.pending.push(change);
  }
}

function applyTo(names: Map<string, Inode>, change: Change): void {
  if (change.kind === 'remove') names.delete(change.name);
  else names.set(change.name, change.inode);
  // A rename is one step: whatever happens, one of the two names is there.
  if (change.kind === 'move') names.delete(change.from);
}

/** Every file either as it was synced, or with all data that were written, or with zeros where they should be. */
function* contents(names: Names): Generator<DiskState> {
  const unsynced = [...new Set(names.values())].filter(({ data, synced }) => data !== synced);
  for (let choice = 0; choice < 3 ** unsynced.length; choice++) {
    const chosen = new Map(
      unsynced.map((inode, i) => {
        const which = Math.floor(choice / 3 ** i) % 3;
        const zeros = Buffer.concat([
          inode.synced,
          Buffer.alloc(inode.data.length - inode.synced.length),
        ]);
        return [inode, [inode.synced, inode.data, zeros][which] as Buffer] as const;
      }),
    );
    yield new Map([...names].map(([name, inode]) => [name, chosen.get(inode) ?? inode.data]));
  }
}
