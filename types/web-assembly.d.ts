/**
 * What the engine uses of WebAssembly, which every runtime of ours has. TypeScript declares it with the DOM only, and
 * Node's types lean on that; so the one file that needs it refers to this.
 */
declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]: string
  }
  const Module: new (bytes: Uint8Array) => Module

  interface Instance {
    readonly exports: Readonly<Record<string, unknown>>
  }
  const Instance: new (module: Module, imports: Record<string, Record<string, Memory>>) => Instance

  /** Always shared here. */
  interface Memory {
    readonly buffer: SharedArrayBuffer
    /** Throws a RangeError where there is no more. */
    grow(pages: number): number
  }
  const Memory: new (size: { initial: number; maximum: number; shared: true }) => Memory

  function validate(bytes: Uint8Array): boolean
}
