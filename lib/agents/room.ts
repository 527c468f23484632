/** Numbers that a memory may hold: 4 GB of them. */
const MOST = 2 ** 30;

/**
 * The check that a memory has room, before it is asked for.
 *
 * @param what makes it as large, e.g. "5 replicas x 20000 transitions x 12 numbers"
 * @throws RangeError with what to do
 */
export function checkRoom(numbers: number, what: string): void {
  if (numbers <= MOST) return;
  throw new RangeError(`${what} are ${numbers} numbers; a memory holds ${MOST}: lower one of these.`);
}
