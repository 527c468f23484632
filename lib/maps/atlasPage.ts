import { STANDING_COLOURS } from "../figures/index.ts";
import { STANDINGS } from "./report.ts";

/** The page of the atlas around its sections: it needs no other file, and follows the reader's choice of light or dark. */
export function atlasPage(body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>twinlab: under which readings does a claim hold?</title>
<style>${STYLE}</style>
<h1>Under which readings does a claim hold?</h1>
<p>A paper leaves things open: each tile is a claim, measured over all that its paper could have meant, every reading as likely as
any other. The number is the share of readings in which the claim holds in size. Click a tile for its map, and a point of its
curve for the command that repeats it.</p>
<p class="key small"><i class="in-size"></i>in size <i class="in-direction"></i>in direction alone <i class="no-effect"></i>no effect <i class="reversed"></i>reversed</p>
${body}
<script>${SCRIPT}</script>
</html>
`;
}

const STYLE = `
  :root { --ink: #222; --faint: #5f6368; --page: #f4f5f7; --card: #fff; --line: #0002; --shade: #0000000a; --accent: #285f91; --light: #a5d4be; --link: #0067a3; color-scheme: light dark; }
  @media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --faint: #a5a5a5; --page: #17191c; --card: #24272b; --line: #fff3; --shade: #ffffff0c; --accent: #5f9fd6; --light: #4d7a68; --link: #6db3ee; } }
  body { font: 15px/1.5 "Liberation Sans", Arial, Helvetica, sans-serif; color: var(--ink); background: var(--page); margin: 0 auto; max-width: 80rem; padding: 1rem; }
  h1 { margin: .4rem 0; font-size: 1.6rem; } h2 { margin: 2rem 0 0; font-size: 1.15rem; } h2 span { display: inline-block; min-width: 1.6em; text-align: center; background: #0072b2; color: #fff; border-radius: 4px; }
  .cited, .small, figcaption { color: var(--faint); font-size: .85rem; margin: .2rem 0; } a { color: var(--link); }
  .key i { display: inline-block; width: .9em; height: .9em; border-radius: 2px; margin: 0 .3em 0 .8em; vertical-align: -.1em; } .key i:first-child { margin-left: 0; }
  .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); gap: .9rem; margin-top: .8rem; grid-auto-flow: dense; }
  .tile { background: var(--card); border-radius: 6px; border-left: 6px solid color-mix(in srgb, ${STANDING_COLOURS["in size"]} calc(var(--share, 0) * 100%), #b9bec5); box-shadow: 0 1px 4px var(--line); min-width: 0; }
  .tile[open] { grid-column: 1 / -1; } .unmapped { border-left-color: #b9bec5; background: none; box-shadow: none; border-block: 1px solid var(--line); border-right: 1px solid var(--line); color: var(--faint); }
  summary, .summary { padding: .7rem .9rem; } summary { cursor: pointer; list-style: none; } .tile > summary::-webkit-details-marker { display: none; }
  summary p, .summary p { margin: .25rem 0; } summary em { float: right; font-style: normal; font-size: .8rem; border: 1px solid var(--line); border-radius: 4px; padding: 0 .4rem; }
  .large { font-size: 1.5rem; } .large small { font-size: .8rem; color: var(--faint); }
  .bar { display: flex; height: .55rem; border-radius: 3px; overflow: hidden; background: #8883; }
  ${STANDINGS.map((standing) => `.${standing.replace(" ", "-")} { --stands: ${STANDING_COLOURS[standing]}; }`).join(" ")}
  .bar i, .key i { background: var(--stands); } .looks td[class] { border-left: 4px solid var(--stands); }
  .opened { padding: 0 .9rem .9rem; } .scroll { overflow-x: auto; }
  .curve { display: block; width: 100%; min-width: 44rem; max-width: 64rem; font-size: 11px; } .curve text { fill: var(--ink); text-anchor: end; }
  .curve path { fill: none; } .curve rect { fill: var(--shade); } .grid { stroke: var(--line); stroke-width: .6; } .zero { stroke: var(--faint); }
  .curve .paper { stroke: #c25fa3; stroke-width: 1.4; } .curve .tolerance { fill: #c25fa3; opacity: .18; } .curve .headline { stroke: var(--ink); stroke-dasharray: 3 2; }
  .bars { stroke: var(--stands); opacity: .5; } .dots { stroke: var(--stands); stroke-width: 4.4; stroke-linecap: round; } .curve a > * { fill: var(--stands); } .curve a:hover > *, .curve a:focus > * { stroke: var(--ink); stroke-width: 1.5; }
  .pair { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin-top: 1rem; align-items: flex-start; } figure { margin: 0; min-width: 0; max-width: 100%; } .shares { flex: 1 1 20rem; max-width: 34rem; }
  table { border-collapse: collapse; font-size: .8rem; } th { font-weight: normal; }
  .map table { border-collapse: separate; border-spacing: 2px; } .map th { padding: 0 .5rem; } .map tr > th:first-child { text-align: right; } .map td { text-align: center; padding: .2rem .8rem; color: #222; background: color-mix(in srgb, var(--stands) calc(var(--strength) * 100%), #fff); min-width: 3.2rem; } .map td small { display: block; } .map td.headline { outline: 2.5px solid var(--ink); outline-offset: -1px; }
  .map label { margin-right: 1rem; white-space: nowrap; } select { font: inherit; max-width: 14rem; }
  .shares table { width: 100%; } .shares th { text-align: right; padding-right: .6rem; white-space: nowrap; } .shares td { width: 99%; position: relative; } .shares td + td { width: auto; white-space: nowrap; padding-left: .5rem; text-align: right; } .shares i { position: absolute; left: 0; top: .25rem; bottom: .25rem; background: var(--light); } .shares .first { background: var(--accent); }
  code { font-size: .8rem; overflow-wrap: anywhere; } li { margin: .2rem 0; overflow-wrap: anywhere; } .looks > summary { padding: .4rem 0; list-style: revert; color: var(--link); }
  .looks td, .looks th { text-align: left; padding: .15rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; } .looks td:nth-child(n + 2):nth-child(-n + 4) { white-space: nowrap; } .looks td:first-child { min-width: 14rem; } .looks td:last-child { min-width: 20rem; } tr:target { background: color-mix(in srgb, #ffd54d 30%, transparent); }
`;

/** A choice shows its table; an address opens what it is in. */
const SCRIPT = `
for (const map of document.querySelectorAll(".map")) map.addEventListener("change", () => {
  const levels = [...map.querySelectorAll("select")].map((select) => select.value).join("\\n");
  for (const table of map.querySelectorAll("table")) table.hidden = table.dataset.levels !== levels;
});
const open = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let at = target; at; at = at.parentElement) if (at.localName === "details") at.open = true;
  target?.scrollIntoView({ block: target.localName === "tr" ? "center" : "start" });
};
addEventListener("hashchange", open);
open();
`;
