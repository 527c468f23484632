/** Steps from one entry to the next along each axis of a dense tensor. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1] * shape[axis + 1];
  return strides;
}

/** Strides of a tensor that is repeated to a shape: 0 along an axis of one entry. */
export function repeatedStrides(shape: readonly number[], to: readonly number[]): number[] {
  const missing = to.length - shape.length;
  const strides = stridesOf(shape);
  return to.map((_, axis) => (axis < missing || shape[axis - missing] === 1 ? 0 : strides[axis - missing]));
}

/** The number of entries. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

/** Loops over entries: how many along each of four axes, and the steps of each tensor. */
export interface Loops {
  readonly dims: number[];
  readonly strides: number[][];
}

/**
 * The same loops with axes joined where all tensors allow it, filled up to four.
 *
 * @throws Error where more than four remain
 */
export function joinedLoops(shape: readonly number[], strides: readonly (readonly number[])[]): Loops {
  const dims: number[] = [];
  const steps: number[][] = strides.map(() => []);
  for (const [axis, n] of shape.entries()) {
    if (n === 1) continue;
    const last = dims.length - 1;
    const joins = last >= 0 && strides.every((of, t) => steps[t][last] === of[axis] * n);
    if (joins) dims[last] *= n;
    else dims.push(n);
    for (const [t, of] of strides.entries()) steps[t][dims.length - 1] = of[axis];
  }
  if (dims.length > 4) {
    throw new Error(
      `A tensor of shape [${shape}] is walked along ${dims.length} axes; the kernel knows 4: reshape it.`,
    );
  }
  while (dims.length < 4) {
    dims.unshift(1);
    for (const of of steps) of.unshift(0);
  }
  return { dims, strides: steps };
}
