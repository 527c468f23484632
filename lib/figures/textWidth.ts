import { defaults as theme } from "./theme.ts";

/** Widths of letters of Liberation Sans, as shares of the size; of all others `usual`. */
const WIDTHS = [
  { letters: "ijl'|", width: 0.22 },
  { letters: " ,.:;ft/I!()[]", width: 0.28 },
  { letters: "rJ-²", width: 0.34 },
  { letters: "ckswxyz", width: 0.51 },
  { letters: "ABEKPSVXY+=<>FTLZ", width: 0.64 },
  { letters: "CDHNRUwGOQ", width: 0.75 },
  { letters: "mMW%", width: 0.86 },
] as const;
const USUAL = 0.56;

/** About how wide a text is, in points. */
export function textWidth(text: string, size: number = theme.fontSize): number {
  const widths = [...text].map((letter) => WIDTHS.find(({ letters }) => letters.includes(letter))?.width ?? USUAL);
  return size * widths.reduce((sum, width) => sum + width, 0);
}
