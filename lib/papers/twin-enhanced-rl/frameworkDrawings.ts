import {
  type DiagramLine,
  type DiagramSymbol,
  diagram,
  type Figure,
  type Place,
  palette,
} from "../../figures/index.ts";

const PHYSICAL = palette[0].colour;
const DIGITAL = palette[2].colour;
const STORED = palette[4].colour;
const FAILED = palette[1].colour;
const GREY = "#888888";

/** A stretch of road with a vehicle and two masts, in a box of 60 x 24 points. */
function roadAt([x, y]: Place, colour: string, vehicleX = 14): { lines: DiagramLine[]; symbols: DiagramSymbol[] } {
  const mast = (at: number, height: number): DiagramLine => ({
    from: [x + at, y + 18],
    to: [x + at, y + 18 - height],
    colour,
  });
  return {
    lines: [{ from: [x, y + 20], to: [x + 60, y + 20], colour: GREY, width: 3 }, mast(26, 12), mast(46, 16)],
    symbols: [
      { at: [x + vehicleX, y + 15], shape: "triangle-right", colour, size: 60 },
      { at: [x + 26, y + 5], shape: "circle", colour, size: 20, isHollow: true },
      { at: [x + 46, y + 1], shape: "circle", colour, size: 20, isHollow: true },
    ],
  };
}

/** The framework, Fig. 1: physical space, digital space with its domains, storage space, and the links between them. */
export function framework(): Figure {
  const domains = [0, 1, 2].map((i): Place => [262 + 82 * i, 34]);
  const names = ["identical", "different, 1", "different, K"];
  const roads = [
    roadAt([30, 44], PHYSICAL),
    ...domains.map(([x, y], i) => roadAt([x + 7, y + 22], DIGITAL, [14, 8, 34][i])),
  ];
  return diagram(
    {
      boxes: [
        { at: [4, 12], size: [112, 132], label: "physical space", labelAt: "top", colour: PHYSICAL },
        { at: [22, 104], size: [76, 28], label: ["agent", "Q(s, a)"], colour: PHYSICAL },
        { at: [250, 12], size: [262, 112], label: "digital space", labelAt: "top", colour: DIGITAL },
        ...domains.map((at, i) => ({
          ...{
            at,
            size: [74, 82] as const,
            label: names[i],
            labelAt: "top" as const,
            colour: DIGITAL,
            isDashed: i > 0,
          },
        })),
        ...domains.map(([x, y]) => ({
          at: [x + 8, y + 58] as const,
          size: [58, 18] as const,
          label: "twin agent",
          colour: DIGITAL,
        })),
        {
          at: [250, 142],
          size: [262, 30],
          label: ["storage space: transitions of each domain,", "drawn on demand"],
          colour: STORED,
        },
      ],
      lines: roads.flatMap(({ lines }) => lines),
      symbols: roads.flatMap(({ symbols }) => symbols),
      arrows: [
        {
          from: [116, 48],
          to: [247, 48],
          label: ["state: synchronised every P sets,", "late by d, lost with probability p"],
          labelOff: [0, -14],
        },
        { from: [98, 112], to: [247, 94], label: "parameters, copied", labelOff: [6, -10] },
        { from: [381, 124], to: [381, 139], colour: STORED },
        { from: [250, 157], to: [101, 128], label: "training data", labelOff: [-12, 8], colour: STORED },
        { from: [60, 104], to: [60, 70], label: "action", labelOff: [20, 0], colour: PHYSICAL },
      ],
    },
    {
      ...{ name: "twin-enhanced-rl/framework", columns: 2, height: 178 },
      caption:
        "The framework of Fig. 1. The agent acts on the road as ever; in domains of the digital space its twins try what it does " +
        "not take, and what comes of it is stored for its training. One domain mirrors the road, the others leave it between " +
        "synchronisations. Both links have a price.",
    },
  );
}

/** Driving safety, Fig. 2: an action tried in many domains, its risk, and a bound. */
export function drivingSafety(): Figure {
  const trials = Array.from({ length: 20 }, (_, i): DiagramSymbol => {
    const hasFailed = i === 6 || i === 13 || i === 17;
    const at: Place = [176 + 15 * (i % 10), 62 + 18 * Math.floor(i / 10)];
    return {
      at,
      shape: hasFailed ? "cross" : "circle",
      colour: hasFailed ? FAILED : DIGITAL,
      size: hasFailed ? 55 : 40,
      isHollow: !hasFailed,
    };
  });
  const { lines, symbols } = roadAt([34, 54], PHYSICAL);
  return diagram(
    {
      boxes: [
        { at: [4, 12], size: [120, 82], label: "road", labelAt: "top", colour: PHYSICAL },
        { at: [160, 12], size: [170, 82], label: ["the same action", "in n domains"], labelAt: "top", colour: DIGITAL },
        { at: [366, 12], size: [146, 30], label: ["risk: 3 of 20 fail", ".15, from .05 to .36"], colour: DIGITAL },
        {
          at: [366, 64],
          size: [146, 30],
          label: ["within the bound? take it,", "else the best that is"],
          colour: PHYSICAL,
        },
      ],
      lines: [
        ...lines,
        { from: [439, 94], to: [439, 110], colour: PHYSICAL },
        { from: [439, 110], to: [64, 110], colour: PHYSICAL },
      ],
      symbols: [...symbols, ...trials],
      texts: [
        { at: [64, 40], text: "which access point?" },
        { at: [240, 103], text: "act, once", colour: PHYSICAL },
      ],
      arrows: [
        { from: [124, 50], to: [157, 50], label: "try", labelOff: [0, -7] },
        { from: [330, 27], to: [363, 27], label: "count", labelOff: [0, -7] },
        { from: [439, 42], to: [439, 61] },
        { from: [64, 110], to: [64, 97], colour: PHYSICAL },
      ],
    },
    {
      ...{ name: "twin-enhanced-rl/driving-safety", columns: 2, height: 116 },
      caption:
        "Driving safety, Fig. 2. A failure that is rare on the road is counted in many domains before the action is taken there: " +
        "circles went well, crosses failed. The interval says how little few domains know.",
    },
  );
}

/** Vehicular edge computing, Fig. 3: a task, three servers, and what the twin foresees of each. */
export function edgeComputing(): Figure {
  const servers = [
    { y: 24, name: "base station", reach: "wide, dear", foreseen: "done in 1.4 s", isGood: true },
    { y: 62, name: "drone", reach: "narrow, fast", foreseen: "out of coverage at 0.8 s", isGood: false },
    { y: 100, name: "satellite", reach: "everywhere, far", foreseen: "done in 1.9 s", isGood: true },
  ];
  const { lines, symbols } = roadAt([20, 66], PHYSICAL);
  return diagram(
    {
      boxes: [
        { at: [4, 34], size: [96, 72], label: ["vehicle", "with a task"], labelAt: "top", colour: PHYSICAL },
        ...servers.map(({ y, name, reach }) => ({
          at: [160, y - 14] as const,
          size: [92, 30] as const,
          label: [name, reach],
          colour: DIGITAL,
        })),
        ...servers.map(({ y, foreseen, isGood }) => ({
          ...{
            at: [300, y - 14] as const,
            size: [108, 30] as const,
            label: foreseen,
            colour: isGood ? DIGITAL : FAILED,
            isDashed: true,
          },
        })),
        { at: [446, 48], size: [66, 30], label: ["agent learns", "from all three"], colour: PHYSICAL },
      ],
      lines,
      symbols,
      texts: [
        { at: [206, 4], text: "a domain for each server", colour: DIGITAL },
        { at: [354, 4], text: "predicted along the road", colour: DIGITAL },
      ],
      arrows: servers.flatMap(({ y }) => [
        { from: [100, 70] as const, to: [157, y] as const },
        { from: [252, y] as const, to: [297, y] as const },
        { from: [408, y] as const, to: [443, 63 + 0.2 * (y - 62)] as const },
      ]),
    },
    {
      ...{ name: "twin-enhanced-rl/edge-computing", columns: 2, height: 122 },
      caption:
        "Vehicular edge computing, Fig. 3. The twin connects the vehicle to every server at once and foresees whether it is still " +
        "in coverage when the answer comes; on the road it can be connected to one.",
    },
  );
}
