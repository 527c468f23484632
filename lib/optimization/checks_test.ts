import { expect, test } from "vitest";
import { checkCount, checkFinite, checkLength, checkNumber, checkRange, LARGEST } from "./checks.ts";

test("a size is a whole number from 1 to the most there may be", () => {
  for (const size of [1, 2, 5]) expect(() => checkCount("here", "size", size, 5)).not.toThrow();
  for (const size of [0, 6, 1.5, Number.NaN])
    expect(() => checkCount("here", "size", size, 5)).toThrow(
      `here: size = ${size}; allowed are whole numbers from 1 to 5. Set it to such a number.`,
    );
  expect(() => checkCount("here", "size", 0)).toThrow("here: size = 0; allowed are whole numbers from 1 on. Set");
});

test("an array has as many entries as are needed", () => {
  expect(() => checkLength("here", "costs", [1, 2], 2)).not.toThrow();
  for (const length of [1, 3])
    expect(() => checkLength("here", "costs", [1, 2], length)).toThrow(
      `here: costs has 2 entries; ${length} are needed. Give one for each.`,
    );
});

test("a number lies between two others or is one of them; of several the first that does not is named", () => {
  for (const value of [-1, 0, 2]) expect(() => checkNumber("here", "x", value, -1, 2)).not.toThrow();
  for (const value of [-1.1, 2.1, Number.NaN])
    expect(() => checkNumber("here", "x", value, -1, 2)).toThrow(
      `here: x = ${value}; allowed are numbers from -1 to 2. Correct it.`,
    );
  expect(() => checkRange("here", "x", [-1, 0, 2], -1, 2)).not.toThrow();
  for (const value of [-1.1, 2.1, Number.NaN])
    expect(() => checkRange("here", "x", [0, value, 9], -1, 2)).toThrow(`here: x[1] = ${value}; allowed`);
});

test("numbers that add up to infinity are none", () => {
  expect(() => checkFinite("here", "x", [LARGEST, -LARGEST])).not.toThrow();
  for (const value of [1.1e300, -1.1e300, Infinity])
    expect(() => checkFinite("here", "x", [value])).toThrow(`here: x[0] = ${value}; allowed are numbers from -1e+300`);
});
