import { expect, test } from "vitest";
import { csv } from "./csv.ts";

test("a value is quoted where it would else be read as several, or as none", () => {
  const lineOf = (value: string) => csv([{ value }]).slice("value\n".length, -1);
  for (const plain of ["a", " a b ", "a;b", "'a'", "#"]) expect(lineOf(plain)).toBe(plain);
  expect(lineOf("a,b")).toBe('"a,b"');
  expect(lineOf('say "a" "b"')).toBe('"say ""a"" ""b"""');
  expect(lineOf("a\nb")).toBe('"a\nb"');
  expect(lineOf("a\rb")).toBe('"a\rb"');
  expect(lineOf("")).toBe('""');
});

test("the columns are those of all rows in the order in which they come, what is missing or null is empty", () => {
  const rows = [
    { a: 1, b: true },
    { b: null, c: 10n },
  ];
  expect(csv(rows)).toBe("a,b,c\n1,true,\n,,10\n");
  expect(csv(rows, ["c", "a"])).toBe("c,a\n,1\n10,\n");
  expect(csv([], ["rate, bit/s"])).toBe('"rate, bit/s"\n');
});
