import { checkFinite, checkLength } from "./checks.ts";
import type { LinearProgramme, LinearSolver } from "./linearSolver.ts";

/** How far from a whole number a value may be and count as one. */
const WHOLE = 1e-6;

/** A least-cost solution in whole numbers, or that there is none. */
export type IntegerSolution =
  | { readonly status: "optimal"; readonly value: number; readonly x: Float64Array; readonly nodes: number }
  | { readonly status: "infeasible"; readonly nodes: number };

/**
 * Least costs over whole numbers, exactly: relax, take the column that is furthest from a whole number, forbid what lies
 * between its neighbours, and go on with both halves, the better bound first; drop what cannot beat the best found.
 *
 * @param isInteger [column] 1 = whole numbers only, between finite bounds
 * @returns `nodes`, the linear programmes solved
 * @throws RangeError for a programme that is none, and for whole columns without finite bounds
 */
export function branchAndBound(
  solver: LinearSolver,
  programme: LinearProgramme,
  isInteger: Uint8Array,
): IntegerSolution {
  const { costs, lower, upper } = programme;
  checkLength("branchAndBound", "isInteger", isInteger, costs.length);
  const whole = (_: number, column: number): boolean => isInteger[column] === 1;
  checkFinite("branchAndBound", "lower bounds of whole columns", lower.filter(whole));
  checkFinite("branchAndBound", "upper bounds of whole columns", upper.filter(whole));
  let nodes = 0;
  let best: { readonly value: number; readonly x: Float64Array } | undefined;
  const open: Node[] = [];
  const relax = (lower: Float64Array, upper: Float64Array): void => {
    nodes++;
    const relaxed = solver.solve({ ...programme, lower, upper });
    if (relaxed.status === "infeasible" || !canBeat(relaxed.value, best?.value)) return;
    const column = furthestFromWhole(relaxed.x, isInteger);
    if (column !== -1) open.push({ lower, upper, bound: relaxed.value, column, at: relaxed.x[column] });
    else
      best = { value: relaxed.value, x: relaxed.x.map((value, i) => (isInteger[i] === 1 ? Math.round(value) : value)) };
  };
  relax(programme.lower, programme.upper);
  for (let node = takeBest(open); node !== undefined && canBeat(node.bound, best?.value); node = takeBest(open)) {
    const { lower, upper, column, at } = node;
    relax(lower, upper.with(column, Math.floor(at)));
    relax(lower.with(column, Math.ceil(at)), upper);
  }
  return best === undefined ? { status: "infeasible", nodes } : { status: "optimal", ...best, nodes };
}

interface Node {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly bound: number;
  readonly column: number;
  readonly at: number;
}

/** Bounds carry rounding errors: one that is better by less is not. */
function canBeat(bound: number, best?: number): boolean {
  return best === undefined || bound < best - 1e-10 * Math.max(1, Math.abs(best));
}

function takeBest(open: Node[]): Node | undefined {
  let first = 0;
  for (const [i, { bound }] of open.entries()) if (bound < open[first].bound) first = i;
  return open.splice(first, 1)[0];
}

function furthestFromWhole(x: Float64Array, isInteger: Uint8Array): number {
  let column = -1;
  let furthest = WHOLE;
  for (let i = 0; i < x.length; i++) {
    if (isInteger[i] !== 1) continue;
    const off = Math.abs(x[i] - Math.round(x[i]));
    if (off <= furthest) continue;
    furthest = off;
    column = i;
  }
  return column;
}
