/** Elements in one call. */

type Listener = (event: never) => void;

/** Undefined and false leave an attribute out; a function listens to the event of that name. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined | Listener>>;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') made.addEventListener(name, value as EventListener);
    else made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children);
  return made;
}

/** The element of the page with this id. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
}

let ids = 0;

/** An id that no other element has. */
export function newId(): string {
  return `id-${ids++}`;
}
