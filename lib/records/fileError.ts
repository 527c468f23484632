import { getSystemErrorMap } from "node:util";

/** A file that could not be written or read: the message names it, the reason in words, and what to do. */
export class FileError extends Error {
  override readonly name = "FileError";
}

/** Whether an error is one of the file system, such as `ENOSPC`. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string";
}

/** The reason of an error in words: "no space left on device (ENOSPC)". */
export function reasonOf(error: unknown): string {
  if (!isSystemError(error)) return error instanceof Error ? error.message : String(error);
  const words = getSystemErrorMap().get(error.errno ?? 0)?.[1] ?? error.message;
  return `${words} (${error.code})`;
}

/**
 * The error that tells a user about one of the file system.
 *
 * @param path the file, where the error does not name it
 */
export function fileError(
  error: unknown,
  doing = "use",
  path = (error as NodeJS.ErrnoException).path ?? "",
): FileError {
  const advice = "Mend that, or name another folder: TWINLAB_DATA for records, TWINLAB_FIGURES for figures.";
  return new FileError(`cannot ${doing} ${path}: ${reasonOf(error)}. ${advice}`, { cause: error });
}
