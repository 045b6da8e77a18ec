/** Custom sections of a WebAssembly module, which engines keep and otherwise ignore. */

/** Appends a section to a module. Name and text together must be shorter than 127 bytes, for lengths of one byte. */
export function withSection(wasm: Uint8Array, name: string, text: string): Buffer {
  const content = Buffer.from(`${String.fromCharCode(name.length)}${name}${text}`, 'latin1');
  return Buffer.concat([wasm, Buffer.of(0, content.length), content]);
}
