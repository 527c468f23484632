import { expect, test } from "vitest";
import { checkMovement, type Movement } from "./movement.ts";

const still: Movement = { users: 2, place: () => {}, move: () => {} };
const checked = (movement: unknown) => () => checkMovement(movement as Movement, 2, 3, "Sync");

test("a movement has two functions, the environment's users, and as many numbers for each row", () => {
  expect(checked(still)).not.toThrow();
  expect(checked({ ...still, state: [] })).not.toThrow();
  expect(checked({ ...still, state: [new Float64Array(3), new Float64Array(6)] })).not.toThrow();
});

test("what is no movement is refused with what it must have", () => {
  for (const odd of [undefined, null, "walk", { users: 2 }, { ...still, place: 1 }, { ...still, move: undefined }])
    expect(checked(odd)).toThrow(/^Sync: movement = .*: must have the functions place and move$/);
  expect(checked({ ...still, users: 3 })).toThrow("Sync: movement of 3 users for users = 2: must be as many");
  for (const length of [0, 1, 4])
    expect(checked({ ...still, state: [new Float64Array(3), new Float64Array(length)] })).toThrow(
      `Sync: movement.state has an array of ${length} numbers for 3 rows`,
    );
});
