import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FileError, fileError, isSystemError, reasonOf } from "./fileError.ts";

function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
const missing = thrown(() => readFileSync("/nowhere/at/all"));

test("an error of the file system has a call and a code, others do not", () => {
  expect(isSystemError(missing)).toBe(true);
  const like = (fields: object) => Object.assign(new Error("odd"), fields);
  expect(isSystemError(like({ syscall: "open", code: "ENOENT" }))).toBe(true);
  for (const other of [
    like({}),
    like({ syscall: "open" }),
    like({ code: "ENOENT" }),
    like({ syscall: "open", code: 2 }),
  ])
    expect(isSystemError(other)).toBe(false);
  for (const none of [undefined, "ENOENT", { syscall: "open", code: "ENOENT" }])
    expect(isSystemError(none)).toBe(false);
});

test("a reason is the system's words and its code, or what else was said", () => {
  expect(reasonOf(missing)).toBe("no such file or directory (ENOENT)");
  const unknown = Object.assign(new Error("odd"), { syscall: "open", code: "EODD", errno: -99_999 });
  expect(reasonOf(unknown)).toBe("odd (EODD)");
  expect(reasonOf(Object.assign(new Error("odd"), { syscall: "open", code: "EODD" }))).toBe("odd (EODD)");
  expect([reasonOf(new RangeError("too far")), reasonOf("text")]).toEqual(["too far", "text"]);
});

test("a user is told the file, the reason and what to do, and the error it comes from stays known", () => {
  const error = fileError(missing, "read");
  expect(error).toBeInstanceOf(FileError);
  expect(error.name).toBe("FileError");
  expect(error.cause).toBe(missing);
  expect(error.message).toBe(
    "cannot read /nowhere/at/all: no such file or directory (ENOENT). Mend that, or name another folder: " +
      "TWINLAB_DATA for records, TWINLAB_FIGURES for figures.",
  );
  expect(fileError(missing, "write", "/here").message).toMatch(/^cannot write \/here: no such/);
  expect(fileError(new Error("odd")).message).toMatch(/^cannot use : odd\. Mend/);
});
