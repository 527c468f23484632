import type { Highs, Model, ModelData } from "highs";
import { checkFinite, checkLength, checkRange } from "./checks.ts";

/** Least costs x with rowLower <= A x <= rowUpper and lower <= x <= upper; bounds may be infinite. */
export interface LinearProgramme {
  /** [column] */
  readonly costs: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** [row] */
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** A, row by row: the entries of row i are starts[i] .. starts[i + 1] - 1 */
  readonly starts: Int32Array;
  /** [entry] column */
  readonly indices: Int32Array;
  /** [entry] */
  readonly values: Float64Array;
}

/** A least-cost solution, or that there is none. */
export type LinearSolution =
  | { readonly status: "optimal"; readonly value: number; readonly x: Float64Array }
  | { readonly status: "infeasible" };

/** Solves linear programmes to optimality. It keeps nothing from one call to the next. */
export interface LinearSolver {
  /**
   * @param isInteger [column] 1 = whole numbers only; absent: none, a plain linear programme
   * @throws RangeError for arrays that do not fit each other, NaN, and costs or entries that are not finite
   */
  solve(programme: LinearProgramme, isInteger?: Uint8Array): LinearSolution;
}

/**
 * HiGHS, which answers at once when it has been loaded. The simplex method ends in a vertex, so its answers are exact but
 * for rounding.
 *
 * @example const solver = await loadSolver();
 */
export async function loadSolver(): Promise<LinearSolver> {
  // The package declares its types for CommonJS; what is imported is its ES module, whose default is the loader.
  const { default: load } = (await import("highs")) as unknown as { readonly default: () => Promise<Highs> };
  const { createModel, constants } = await load();
  const { optimal, infeasible } = constants.modelStatus;
  const linear: Model = createModel();
  linear.options.set({ output_flag: false, presolve: "off" }); // takes longer than to solve what is small
  const mixed: Model = createModel();
  mixed.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0 });
  return {
    solve(programme, isInteger) {
      checkProgramme(programme, isInteger);
      const model = isInteger === undefined ? linear : mixed;
      model.passModel(modelData(programme, isInteger));
      const { modelStatus } = model.run();
      if (modelStatus === infeasible) return { status: "infeasible" };
      if (modelStatus !== optimal) {
        const name = Object.entries(constants.modelStatus).find(([, code]) => code === modelStatus)?.[0];
        throw new Error(`solver: ${name} instead of an optimum; bound every column, and give finite costs and entries`);
      }
      return { status: "optimal", value: model.getObjectiveValue(), x: model.getSolution().colValue };
    },
  };
}

function checkProgramme(programme: LinearProgramme, isInteger?: Uint8Array): void {
  const { costs, lower, upper, rowLower, rowUpper, starts, indices, values } = programme;
  const where = "LinearSolver";
  checkLength(where, "lower", lower, costs.length);
  checkLength(where, "upper", upper, costs.length);
  checkLength(where, "rowUpper", rowUpper, rowLower.length);
  checkLength(where, "starts", starts, rowLower.length + 1);
  checkLength(where, "values", values, indices.length);
  if (isInteger !== undefined) checkLength(where, "isInteger", isInteger, costs.length);
  checkFinite(where, "costs", costs);
  checkFinite(where, "values", values);
  for (const [name, bounds] of Object.entries({ lower, upper, rowLower, rowUpper }))
    checkRange(where, name, bounds, -Infinity, Infinity);
  checkRange(where, "indices", indices, 0, costs.length - 1);
  const rises = starts.every((start, row) => start >= (row === 0 ? 0 : starts[row - 1]));
  if (starts[0] === 0 && rises && starts[rowLower.length] === indices.length) return;
  throw new RangeError(`${where}: starts must rise from 0 to ${indices.length}, the number of entries. Correct them.`);
}

function modelData(programme: LinearProgramme, isInteger?: Uint8Array): ModelData {
  const { costs, lower, upper, rowLower, rowUpper, starts, indices, values } = programme;
  const [numCols, numRows] = [costs.length, rowLower.length];
  return {
    numCols,
    numRows,
    colCost: costs,
    colLower: lower,
    colUpper: upper,
    rowLower,
    rowUpper,
    matrix: { format: "csr", numRows, numCols, starts, indices, values },
    ...(isInteger === undefined ? {} : { integrality: Int32Array.from(isInteger) }),
  };
}
