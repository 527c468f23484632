/**
 * Multiplications of training on batches of some sizes, A (28): every sample passes through every network once.
 *
 * @param batchSizes [epoch] |B_e|
 * @param networks widths of each network's layers from the input on
 */
export function trainingComplexity(batchSizes: readonly number[], networks: readonly (readonly number[])[]): number {
  const samples = batchSizes.reduce((sum, size) => sum + size, 0);
  return samples * networks.reduce((sum, widths) => sum + products(widths), 0);
}

/** Multiplications of training both levels, A (29): those of A (28), and of networks that see one sample an epoch. */
export function hierarchicalComplexity(
  batchSizes: readonly number[],
  networks: readonly (readonly number[])[],
  networksOfEpochs: readonly (readonly number[])[],
): number {
  const once = batchSizes.map(() => 1);
  return trainingComplexity(batchSizes, networks) + trainingComplexity(once, networksOfEpochs);
}

function products(widths: readonly number[]): number {
  return widths.slice(1).reduce((sum, width, l) => sum + width * widths[l], 0);
}
