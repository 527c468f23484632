import { z } from "zod";
import { count } from "../configuration/index.ts";
import type { Environment } from "../environments/index.ts";

/** How a digital space comes to be. */
export const constructionSchema = z.strictObject({
  /** calls until the digital space is complete */
  steps: count(1e6),
  /** `wait`: nothing is tried until then; `use`: it is used at once, with errors that fall to none on the way */
  meanwhile: z.enum(["wait", "use"]),
});
/** Options of a construction. */
export type ConstructionOptions = Readonly<z.output<typeof constructionSchema>>;

/** A domain whose remaining share of its errors can be set. */
interface Improvable extends Environment {
  misjudge(share: number): void;
}

/** Times that a domain under construction is improved. */
const IMPROVEMENTS = 50;

/** The construction of a digital space, call by call. */
export class Construction {
  steps = 0;
  readonly #options: ConstructionOptions;
  readonly #domains: readonly Improvable[];

  constructor(options: ConstructionOptions, domains: readonly Environment[]) {
    this.#options = options;
    this.#domains = options.meanwhile === "use" ? domains.map(improvable) : [];
    this.#improve();
  }

  /** Counts a call; false = not to be used yet. */
  advance(): boolean {
    this.steps++;
    if (this.steps % Math.ceil(this.#options.steps / IMPROVEMENTS) === 0) this.#improve();
    return this.#options.meanwhile === "use" || this.steps >= this.#options.steps;
  }

  /** Goes on from a saved number of calls. */
  resume(steps: number): void {
    this.steps = steps;
    this.#improve();
  }

  #improve(): void {
    const every = Math.ceil(this.#options.steps / IMPROVEMENTS);
    const built = Math.min(1, (Math.floor(this.steps / every) * every) / this.#options.steps);
    for (const domain of this.#domains) domain.misjudge(1 - built);
  }
}

function improvable(domain: Environment): Improvable {
  if ("misjudge" in domain) return domain as Improvable;
  throw new TypeError(`Construction: ${domain.name} has no errors that could fall; give it a method misjudge, or wait`);
}
