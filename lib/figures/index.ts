export { type BlockGridOptions, blockGrid } from "./blockGrid.ts";
export { checkFigure } from "./checkFigure.ts";
export { type ConfusionOptions, confusionMatrix } from "./confusionMatrix.ts";
export type { Gap } from "./curveGaps.ts";
export type { PanelOptions, SingleRow, StatedPoint } from "./curvePanel.ts";
export {
  type DiagramArrow,
  type DiagramBox,
  type DiagramLine,
  type DiagramOptions,
  type DiagramParts,
  type DiagramSymbol,
  type DiagramText,
  diagram,
  type Place,
} from "./diagram.ts";
export { LacksRows } from "./encodedRows.ts";
export { exportFigure, figuresRoot } from "./exportFigure.ts";
export type { Figure, PlotlyFigure } from "./figure.ts";
export { type HeatmapOptions, heatmap } from "./heatmap.ts";
export { type ImageGridOptions, imageGrid, type PlacedImage } from "./imageGrid.ts";
export { type IntervalOptions, intervalDots } from "./intervalDots.ts";
export { type LinePanel, linePanels } from "./linePanels.ts";
export { type CurveOptions, type LineOptions, lineWithBand } from "./lineWithBand.ts";
export { type MapOptions, mapStrip } from "./mapStrip.ts";
export { type PathOptions, paths } from "./paths.ts";
export { playMap } from "./playMap.ts";
export { playScene } from "./playScene.ts";
export { type PolarOptions, polarLines } from "./polarLines.ts";
export { interval, type Quoted, quotedGain, signed } from "./quotedGain.ts";
export { type RasterOptions, raster } from "./raster.ts";
export type { ReferenceLine } from "./referenceLine.ts";
export { escapeXml, renderPdf, renderPng, renderSvg } from "./render.ts";
export { type ScatterOptions, scatterWithIntervals } from "./scatterWithIntervals.ts";
export type { SceneKind, SceneOptions } from "./sceneStrip.ts";
export { type Displayable, show } from "./show.ts";
export { type SinrMapNetwork, type SinrMapOptions, sinrMap } from "./sinrMap.ts";
export { type BarOptions, stackedBars } from "./stackedBars.ts";
export { textWidth } from "./textWidth.ts";
export { palette, STANDING_COLOURS, seriesStyle } from "./theme.ts";
export { writeIndex } from "./writeIndex.ts";
