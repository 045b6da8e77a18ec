/** How the page names what is in a folder. Paths begin in the served folder and have `/` between names. */

/** Of a task of a sweep: 16 hexadecimal digits. While it runs, its files are in a folder of its process. */
const TASK = '(?:^|/)tasks/[0-9a-f]{16}';
const WORK = new RegExp(`(${TASK})/work-[^/]+`);
const IS_TASK = new RegExp(`${TASK}$`);
/** A work folder that is not whole yet. */
const UNFINISHED = /\/work-[^/]+\.part(\/|$)/;

/** The path that an entry at `place` has: that of a task stays the same when it is finished. Undefined: it has none. */
export function shownPath(place: string): string | undefined {
  return UNFINISHED.test(place) ? undefined : place.replace(WORK, '$1');
}

/**
 * The folder that a run is part of: the nearest one above with a table, or that of the sweep or the experiment of a task or a
 * case: these have no table before the first one is finished. A task is no such folder.
 */
export function groupOf(path: string, tables: ReadonlySet<string>): string | undefined {
  if (path === '.') return undefined;
  const names = path.split('/');
  for (let count = names.length - 1; count >= 0; count--) {
    const above = names.slice(0, count).join('/') || '.';
    if (IS_TASK.test(above)) continue;
    const isTask = names[count] === 'tasks' && IS_TASK.test(names.slice(0, count + 2).join('/'));
    if (tables.has(above) || isTask || names[count] === 'cases') return above;
  }
  return undefined;
}

/** The name of a run in its group: without the folder that all cases or tasks are in. */
export function nameOf(path: string, group: string | undefined): string {
  const inside = group === undefined || group === '.' ? path : path.slice(group.length + 1);
  return inside.replace(/^(cases|tasks)\//, '');
}
