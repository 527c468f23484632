/** Renames and reshapes a case's inputs for the function under test; it computes nothing itself. */
// biome-ignore lint/suspicious/noExplicitAny: the vectors' README describes the inputs of each function
export type Adapter = (inputs: any) => unknown;
/** Adapters by the name of the function under test. */
export type Adapters = Readonly<Record<string, Adapter>>;
