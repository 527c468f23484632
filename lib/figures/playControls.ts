/** Defaults of `playControls`. */
export const defaults = {
  millisecondsPerSlot: 350,
  /** Where the controls begin, below the plot, as a share of its height. */
  y: -0.28,
} as const;

/**
 * Plotly's layout for a play button, a pause button and a slider over the frames of the given names.
 *
 * @param y where they begin, below the plot, as a share of its height: lower for a low picture, whose legend takes a
 * larger share
 */
export function playControls(
  frames: readonly (string | number)[],
  y: number = defaults.y,
): Readonly<Record<string, unknown>> {
  const transition = { duration: 0 };
  const jump = { mode: "immediate", frame: { duration: 0, redraw: true }, transition };
  const play = { fromcurrent: true, frame: { duration: defaults.millisecondsPerSlot, redraw: true }, transition };
  const buttons = [
    { label: "▶", method: "animate", args: [null, play] },
    { label: "❚❚", method: "animate", args: [[null], jump] },
  ];
  const steps = frames.map((name) => ({ label: String(name), method: "animate", args: [[String(name)], jump] }));
  const place = { y, yanchor: "top" };
  return {
    updatemenus: [{ ...place, type: "buttons", direction: "left", showactive: false, x: 0, xanchor: "left", buttons }],
    sliders: [{ ...place, x: 0.28, len: 0.72, pad: { t: 0 }, currentvalue: { visible: false }, steps }],
  };
}
