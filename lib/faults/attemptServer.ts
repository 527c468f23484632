import { pathToFileURL } from "node:url";
import { selectBackend } from "../neural/index.ts";
import type { Attempt } from "./attempt.ts";
import type { Finding } from "./case.ts";
import { judgedError } from "./judge.ts";

/**
 * The process in which attempts are made: it says the names of those that its module makes, then tries the one whose
 * number it is sent. A hang or a crash of it is seen from outside (`attempts.ts`).
 */
const [path] = process.argv.slice(2);
await selectBackend();
const { attempts } = (await import(pathToFileURL(path).href)) as {
  attempts(): readonly Attempt[] | Promise<readonly Attempt[]>;
};
const all = await attempts();

process.on("disconnect", () => process.exit());
process.on("message", async (id: number) => process.send?.(await tried(all[id])));
process.send?.(all.map(({ name }) => name));

async function tried({ act, names, isWrong }: Attempt): Promise<Finding> {
  try {
    const result = await act();
    if (typeof result === "object") return result;
    if (typeof result === "string") return { outcome: "unsound", message: result };
    return isWrong ? { outcome: "unsound", message: "taken without a word" } : { outcome: "sound" };
  } catch (error) {
    return judgedError(error, names);
  }
}
