/** What is in use, and by what. */
const users = new WeakMap<object, string>();

/**
 * Keeps things for one user at a time: two trainings in one environment would mix their slots.
 *
 * @param things by what they are called in the message
 * @param user name of the function that uses them
 * @returns gives them back
 * @throws Error for a thing in use
 */
export function hold(things: Readonly<Record<string, object>>, user: string): () => void {
  for (const [what, thing] of Object.entries(things)) refuseHeld(thing, user, what);
  for (const thing of Object.values(things)) users.set(thing, user);
  return () => {
    for (const thing of Object.values(things)) users.delete(thing);
  };
}

/**
 * Refuses a thing that is in use.
 *
 * @throws Error that says by what
 */
export function refuseHeld(thing: object, user: string, what = "environment"): void {
  const holder = users.get(thing);
  if (holder === undefined) return;
  throw new Error(`${user}: a ${holder} that has not ended uses this ${what}; await it first, or make another ${what}`);
}
