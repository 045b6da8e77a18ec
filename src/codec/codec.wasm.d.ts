/**
 * The value of `import codec from 'foresay/codec.wasm'`, for initialize(). Edge runtimes, and bundlers that support
 * WebAssembly modules, give the compiled module.
 */
declare const codec: WebAssembly.Module;
export default codec;
