/** The little of WebAssembly that is used here: TypeScript knows it as a part of browsers only. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Memory {
    readonly buffer: ArrayBuffer;
    constructor(pages: { readonly initial: number; readonly maximum: number });
    grow(pages: number): number;
  }
  interface Global {
    readonly value: number;
  }
  class Instance {
    readonly exports: Readonly<Record<string, unknown>>;
    constructor(module: Module, imports: object);
  }
}
