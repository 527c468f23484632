import { readFileSync } from "node:fs";
import { fontFiles } from "./fonts.ts";

let fonts: readonly ReadonlySet<number>[] | undefined;

/** The letters of a text, each once, that a font of the figures lacks: pictures would show boxes in their place. */
export function lackingLetters(text: string): string[] {
  fonts ??= Object.values(fontFiles).map(codePointsOf);
  const isKnown = (letter: string) => fonts?.every((codes) => codes.has(letter.codePointAt(0) ?? 0));
  return [...new Set(text)].filter((letter) => /\S/.test(letter) && !isKnown(letter));
}

/** Code points that a TrueType font has glyphs for: its table `cmap`, format 4 (OpenType 1.9, "cmap"). */
function codePointsOf(file: string): Set<number> {
  const font = new DataView(Uint8Array.from(readFileSync(file)).buffer);
  const word = (at: number) => font.getUint16(at);
  const tables = Array.from({ length: word(4) }, (_, i) => 12 + 16 * i);
  const cmap = font.getUint32((tables.find((at) => font.getUint32(at) === 0x636d6170) ?? 0) + 8);
  const subtables = Array.from({ length: word(cmap + 2) }, (_, i) => cmap + font.getUint32(cmap + 8 + 8 * i));
  const at = subtables.find((place) => word(place) === 4);
  if (at === undefined) throw new Error(`${file}: no cmap of format 4; restore the font from the repository`);
  const size = word(at + 6);
  const found = new Set<number>();
  for (let segment = 0; segment < size; segment += 2) {
    const end = at + 14 + segment;
    const [last, first, delta] = [word(end), word(end + size + 2), word(end + 2 * size + 2)];
    const offsetAt = end + 3 * size + 2;
    for (let code = first; code <= last && code < 0xffff; code++) {
      const glyph = word(offsetAt) === 0 ? code + delta : word(offsetAt + word(offsetAt) + 2 * (code - first));
      if ((glyph & 0xffff) !== 0) found.add(code);
    }
  }
  return found;
}
