/** A way in which a file is damaged: its bytes afterwards. */
export type Damage = (bytes: Buffer) => Buffer;

const flipped =
  (share: number): Damage =>
  (bytes) => {
    const copy = Buffer.from(bytes);
    copy[Math.min(copy.length - 1, Math.floor(share * copy.length))] ^= 1 << 3;
    return copy;
  };
const cut =
  (share: number): Damage =>
  (bytes) =>
    bytes.subarray(0, Math.floor(share * bytes.length));
const text =
  (change: (text: string) => string): Damage =>
  (bytes) =>
    Buffer.from(change(bytes.toString("utf8")));
const lines = (change: (lines: string[]) => string[]): Damage => text((all) => change(all.split("\n")).join("\n"));

/** What a crash, a full disk or a bad medium makes of any file. */
export const DAMAGES: Readonly<Record<string, Damage>> = {
  empty: () => Buffer.alloc(0),
  "of one byte": () => Buffer.of(255),
  "of text": () => Buffer.from("hello"),
  "of zeros": (bytes) => Buffer.alloc(bytes.length),
  "of other bytes": (bytes) => Buffer.from(bytes.map((byte, i) => byte ^ (i * 37 + 11))),
  "cut at a tenth": cut(0.1),
  "cut in half": cut(0.5),
  "without its last two bytes": (bytes) => bytes.subarray(0, -2),
  "twice over": (bytes) => Buffer.concat([bytes, bytes]),
  "with more at its end": (bytes) => Buffer.concat([bytes, Buffer.from("more")]),
  ...Object.fromEntries(
    [0.02, 0.2, 0.4, 0.6, 0.8, 0.98].map((share) => [`with a bit flipped at ${share}`, flipped(share)]),
  ),
};

/** What a careless edit, a merge or another program makes of a file of lines. */
export const EDITS: Readonly<Record<string, Damage>> = {
  "with its first line alone": lines(([first]) => [first, ""]),
  "with its last line cut": text((all) => all.slice(0, -8)),
  "with a line lost": lines((all) => all.filter((_, i) => i !== 3)),
  "with a line twice": lines((all) => all.flatMap((line, i) => (i === 3 ? [line, line] : [line]))),
  "with two lines swapped": lines((all) => [...all.slice(0, 2), all[3], all[2], ...all.slice(4)]),
  "with a digit changed": text((all) => all.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10))),
  "with a number that is text": text((all) => all.replace(/,(-?\d+\.?\d*)/, ",x$1")),
  "with a name changed": text((all) => all.replace(/[a-z]{3}/, "abc")),
  "with a byte order mark": text((all) => `\ufeff${all}`),
  "with other line ends": text((all) => all.replaceAll("\n", "\r\n")),
  "with marks of a merge": text((all) => `<<<<<<< HEAD\n${all}=======\n${all}>>>>>>> other\n`),
};
