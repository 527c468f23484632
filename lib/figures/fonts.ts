import { fileURLToPath } from "node:url";

/** The two fonts of every figure, shipped so that text has the same width on every machine. */
export const fontFiles = {
  regular: fileURLToPath(new URL("fonts/LiberationSans-Regular.ttf", import.meta.url)),
  bold: fileURLToPath(new URL("fonts/LiberationSans-Bold.ttf", import.meta.url)),
} as const;

let registered = false;

/** Makes the fonts known to the canvas that Vega measures text with. */
export async function registerFonts(): Promise<void> {
  if (registered) return;
  const { GlobalFonts } = await import("@napi-rs/canvas");
  for (const file of Object.values(fontFiles)) {
    if (GlobalFonts.registerFromPath(file, "Liberation Sans") === null) {
      throw new Error(`registerFonts: cannot read the font ${file}; restore it from the repository`);
    }
  }
  registered = true;
}
