/**
 * The import rule. Data walks one way: configuration -> environment -> agent -> run record -> table -> figure and
 * ledger, and imports go the same way and never back; the lab knows no paper. lib/setup/importRule_test.ts plants a forbidden import for every
 * rule and sees it found.
 */

/** Folders of lib: each imports only from lines above its own. */
const LAYERS = [
  ["random", "configuration", "notebook", "setup"],
  ["radio", "mobility", "optimization", "statistics", "datasets"],
  ["twin"],
  ["environments"],
  ["policies", "neural"],
  ["agents"],
  ["digital"],
  ["records"],
  ["figures"],
  ["golden"],
  ["study"],
  ["maps"],
  ["papers"],
  ["bench"],
  ["cli"],
  ["faults"],
];

const folders = (names) => `^lib/(${names.join("|")})/`;
const outside = (names) => `^lib/(?!(${names.join("|")})/)`;
const TEST = "_(test|fixture)\\.ts$";
/** Where a user, a notebook or another process comes in. */
const ENTRIES = [
  "^lib/index\\.ts$",
  "^lib/(cli|bench|faults)/",
  "^lib/study/(worker|slurm/arrayTask)\\.ts$",
  "^lib/papers/edge-retraining/(cutFashion|makeSurfaces)\\.ts$",
];

const upward = LAYERS.flatMap((layer, level) =>
  layer.map((name) => ({
    name: `layer-${name}`,
    comment: `lib/${name} imports only from ${[...LAYERS.slice(0, level).flat(), name].join(", ")}`,
    from: { path: folders([name]), pathNot: TEST },
    to: { path: "^lib/", pathNot: folders([...LAYERS.slice(0, level).flat(), name]) },
  })),
);

const rules = [
  ...upward,
  {
    name: "pure",
    comment:
      "radio, mobility, optimization, statistics and datasets are functions of their arguments: of ours they import only random",
    from: { path: folders(["radio", "mobility", "optimization", "statistics", "datasets"]), pathNot: TEST },
    to: { path: "^lib/(configuration|notebook|setup)/" },
  },
  {
    name: "papers-are-the-end",
    comment:
      "a paper is a folder, and the lab never names one: only index.ts, the command line, benchmarks and fault programs import papers",
    from: { path: "^lib/", pathNot: ["^lib/(papers|cli|bench|faults)/", "^lib/index\\.ts$"] },
    to: { path: folders(["papers"]) },
  },
  {
    name: "papers-apart",
    comment: "a paper can be taken away: none imports another, and only `synchronisation` is shared (by B and C)",
    from: { path: "^lib/papers/([^/]+)/" },
    to: { path: "^lib/papers/[^/]+/", pathNot: "^lib/papers/($1|synchronisation)/" },
  },
  {
    name: "setup-stands-alone",
    comment: "set-up runs before anything is installed; only the command line and fault programs ask it",
    from: { path: "^lib/", pathNot: "^lib/(setup|cli|faults)/" },
    to: { path: folders(["setup"]) },
  },
  {
    name: "index-is-for-users",
    comment: "inside lib, import from the folder that has it",
    from: { path: "^lib/" },
    to: { path: "^lib/index\\.ts$" },
  },
  {
    name: "known-folder",
    comment: "give the folder its line in LAYERS",
    from: {},
    to: { path: `^lib/(?!(${LAYERS.flat().join("|")})/|index\\.ts$|package\\.json$)` },
  },
  {
    name: "tfjs-in-neural",
    comment: "only neural imports tfjs; agents use its layers",
    from: { path: outside(["neural"]) },
    to: { path: "node_modules/@tensorflow/" },
  },
  {
    name: "drawing-in-figures",
    comment: "only figures imports vega and plotly, and what turns their pictures into files",
    from: { path: outside(["figures"]) },
    to: { path: "node_modules/(vega|vega-lite|plotly[^/]*|@resvg/[^/]*|@napi-rs/canvas|canvas|pdfkit|svg-to-pdfkit)/" },
  },
  { name: "no-cycle", comment: "modules that need each other are one idea", from: {}, to: { circular: true } },
  { name: "unresolved", comment: "there is no such module", from: {}, to: { couldNotResolve: true } },
  {
    name: "undeclared",
    comment: "name the package in lib/package.json",
    from: { path: "^lib/" },
    to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  },
  {
    name: "tools-in-tests",
    comment: "the library needs nothing that is only installed for development; tslab is there inside its own kernel",
    from: { path: "^lib/", pathNot: TEST },
    to: { dependencyTypes: ["npm-dev"], pathNot: ["node_modules/(tslab|@types)/"] },
  },
  {
    name: "unused",
    comment: "nothing reaches this module: export it from its folder's index.ts, that from lib/index.ts, or remove it",
    from: { path: ENTRIES },
    to: { path: "^lib/.*\\.ts$", pathNot: [TEST, "\\.d\\.ts$", ...ENTRIES], reachable: false },
  },
];

module.exports = {
  forbidden: rules.map((rule) => ({ ...rule, severity: "error" })),
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["^data/", "^figures/"] },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
