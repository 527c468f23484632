declare module "pdfkit" {
  interface Options {
    readonly size: readonly [number, number];
    readonly margin: number;
    readonly info: Readonly<Record<string, string | Date>>;
  }
  export default class PDFDocument {
    constructor(options: Options);
    on(event: "data", listener: (chunk: Uint8Array) => void): this;
    on(event: "end", listener: () => void): this;
    on(event: "error", listener: (error: Error) => void): this;
    registerFont(name: string, file: string): this;
    end(): void;
  }
}

declare module "svg-to-pdfkit" {
  interface Options {
    readonly width: number;
    readonly height: number;
    readonly assumePt: boolean;
    fontCallback(family: string, bold: boolean): string;
  }
  export default function SVGtoPDF(
    document: import("pdfkit").default,
    svg: string,
    x: number,
    y: number,
    options: Options,
  ): void;
}
