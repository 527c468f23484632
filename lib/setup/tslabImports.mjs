/**
 * Loaded before the notebook kernel: tslab, which refuses `import "./helper.ts"`, takes it, as Node and the types of the
 * notebooks do. A changed helper is read anew when the cell that imports it runs again.
 */
import { registerHooks } from "node:module";

/** What is replaced in tslab 1.0.22, by file. */
const PATCHES = {
  "tslab/dist/converter.js": ["resolveJsonModule: true,", "resolveJsonModule: true, allowImportingTsExtensions: true,"],
  "tslab/dist/executor.js": [
    "const cached = sideModules.get(filename);",
    'filename = filename.replace(/\\.ts$/, ".js"); const cached = sideModules.get(filename);',
  ],
};

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const patch = Object.entries(PATCHES).find(([file]) => url.endsWith(file))?.[1];
    if (patch === undefined) return loaded;
    const source = String(loaded.source);
    const [before, after] = patch;
    if (!source.includes(before)) throw new Error(`${url} is of another version of tslab: set the project up anew`);
    return { ...loaded, source: source.replace(before, after) };
  },
});
