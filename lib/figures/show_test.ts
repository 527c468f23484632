import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import pl from "nodejs-polars";
import { afterEach, expect, test } from "vitest";
import { heatmap } from "./heatmap.ts";
import { show } from "./show.ts";
import { tableHtml, tableText } from "./tableText.ts";

const require = createRequire(import.meta.url);
const kernel = globalThis as { __tslab__?: unknown };
const table = pl.DataFrame({
  policy: ["never", "every <12>"],
  rate: [71.06789, 12345.67],
  slots: [30, 4],
  best: [null, 1e-7],
});

afterEach(() => {
  delete kernel.__tslab__;
});

/** Poses as a tslab kernel: the real module of tslab, whose messages are collected. */
function messagesOfKernel(): { data: Record<string, unknown>; transient: object }[] {
  const messages: { data: Record<string, unknown>; transient: object }[] = [];
  const jupyter = require("tslab/dist/jupyter.js");
  jupyter.lastWriteDisplayData = (message: (typeof messages)[number]) => messages.push(message);
  kernel.__tslab__ = { require };
  return messages;
}

test("in a kernel, text, tables and objects that know their bundle are one message each", async () => {
  const messages = messagesOfKernel();
  await show("**bold**");
  await show(table);
  await show({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>own</b>" }) });
  expect(messages.map(({ data }) => Object.keys(data))).toEqual([
    ["text/markdown", "text/plain"],
    ["text/html", "text/plain"],
    ["text/html"],
  ]);
});

test("in a kernel, a figure is live for Vega-Lite 5, a small PNG and its caption in one message", async () => {
  const messages = messagesOfKernel();
  const options = { name: "test/map", caption: "Slots.", x: "policy", y: "policy", value: "slots" };
  await show(heatmap(table, { ...options, xTitle: "Policy", yTitle: "Policy", valueTitle: "Slots" }));
  expect(messages).toHaveLength(1);
  const data = messages[0]?.data ?? {};
  expect(data["application/vnd.vegalite.v5+json"]).toMatchObject({
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    data: { values: [{ text: "30" }, { text: "4" }] },
  });
  expect(Buffer.from(String(data["image/png"]), "base64").subarray(1, 4).toString()).toBe("PNG");
  expect(String(data["image/png"]).length).toBeLessThan(60_000);
  expect(data["text/plain"]).toBe("Slots.");
});

test("in a kernel without the internal writer, the richest single form goes out", async () => {
  const sent: [string, string][] = [];
  messagesOfKernel();
  require("tslab/dist/jupyter.js").lastWriteDisplayData = null;
  kernel.__tslab__ = { require: () => ({ display: { raw: (mime: string, text: string) => sent.push([mime, text]) } }) };
  await show("**bold**");
  await show(table);
  expect(sent.map(([mime]) => mime)).toEqual(["text/markdown", "text/html"]);
});

test("in a script, text and tables print", () => {
  const code = `
    import pl from "nodejs-polars";
    import { show } from ${JSON.stringify(fileURLToPath(new URL("show.ts", import.meta.url)))};
    await show("## Title");
    await show(pl.DataFrame({ policy: ["never"], rate: [71.06789] }));`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
    encoding: "utf8",
    cwd: import.meta.dirname,
  });
  expect(stdout).toBe("## Title\npolicy   rate\n------  -----\nnever   71.07\n");
});

test("something else is an error that says what can be shown", async () => {
  await expect(show({} as never)).rejects.toThrow(/not a figure, a DataFrame, text/);
});

test("a table is rounded to four digits with numbers to the right and holes empty", () => {
  expect(tableText(table).split("\n")).toEqual([
    "policy       rate  slots      best",
    "----------  -----  -----  --------",
    "never       71.07     30",
    "every <12>  12346      4  1.000e-7",
  ]);
  const html = tableHtml(table);
  expect(html).toContain('<td style="text-align: left; white-space: nowrap">every &lt;12&gt;</td>');
  expect(html).toContain('<td style="text-align: right; white-space: nowrap">71.07</td>');
  expect(html).not.toContain("null");
});

test("a long table says how much of it is left out", () => {
  const long = pl.DataFrame({ slot: Array.from({ length: 100 }, (_, slot) => slot) });
  expect(tableText(long).split("\n")).toHaveLength(2 + 40 + 1);
  expect(tableText(long)).toMatch(/and 60 more rows of 100$/);
  expect(tableHtml(long)).toContain("and 60 more rows of 100");
  expect(tableText(long.head(40))).not.toContain("more");
});
