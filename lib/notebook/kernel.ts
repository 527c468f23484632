import { createRequire } from "node:module";

/** One output in several forms, by mime type; the front end shows the richest that it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** A notebook kernel that shows outputs. */
export interface Kernel {
  /** Shows an output. One with an identity can be overwritten by a later one with `update`. */
  display(bundle: MimeBundle, identity?: string, update?: boolean): void;
  /** What is the same throughout a cell and another in the next; undefined where the kernel does not tell. */
  cell(): unknown;
}

interface Tslab {
  readonly require: (name: string) => { readonly display: { raw(mime: string, content: string): void } };
}

type WriteDisplayData = (message: object, update: boolean) => void;

/** The forms that tslab's public interface can show, richest first: it sends one a message. */
const ONE_FORM = ["text/html", "text/markdown", "image/png", "image/jpeg", "text/plain"];

/** The tslab kernel that this process runs, or undefined in a plain script. Never loads tslab itself. */
export function findKernel(): Kernel | undefined {
  const tslab = (globalThis as { __tslab__?: Tslab }).__tslab__;
  if (tslab === undefined) return undefined;
  return {
    cell: writeDisplayData,
    display(bundle, identity, update = false) {
      const message = { data: bundle, metadata: {}, transient: identity === undefined ? {} : { display_id: identity } };
      const write = writeDisplayData();
      if (write !== undefined) return write(message, update);
      const form = ONE_FORM.find((mime) => typeof bundle[mime] === "string");
      if (form !== undefined) tslab.require("tslab").display.raw(form, bundle[form] as string);
    },
  };
}

/** tslab's internal writer of whole bundles. It is another one in each cell, so it is looked up for every output. */
function writeDisplayData(): WriteDisplayData | undefined {
  const loaded = Object.values(createRequire(import.meta.url).cache);
  const jupyter = loaded.find(
    (module) => module !== undefined && /tslab[\\/]dist[\\/]jupyter\.js$/.test(module.filename),
  );
  return jupyter?.exports.lastWriteDisplayData ?? undefined;
}
