import { join } from "node:path";
import { ConfigurationError } from "../../../configuration/index.ts";
import {
  AS_TAKEN,
  driftedLooks,
  FASHION_CLASSES,
  halvedImages,
  type Images,
  joinedImages,
  type Look,
  labelsInShares,
  readFashionMnist,
  readIdxImages,
  seenAs,
} from "../../../datasets/index.ts";
import { shuffle } from "../../../neural/index.ts";
import { type Rng, rngFrom } from "../../../random/index.ts";
import { ROOT } from "../../../records/index.ts";
import type { DataSource } from "./classifiers.ts";
import { type ImageOptions, ZONES, type ZoneImages } from "./imageOptions.ts";

const CLASSES = FASHION_CLASSES.length;
const FOLDER = join(ROOT, "data/images/fashion-mnist");

/** Shares of the images that are no test images: the first model's, those that users meet, those that the twin has. */
const SHARES = { first: 0.5, physical: 0.25, twin: 0.25 } as const;

interface Collection {
  readonly images: Images;
  /** the last ones are test images */
  readonly tests: number;
}

const read = new Map<string, Collection>();

/** The part that is here, or the whole set where it is installed, in 14 x 14 pixels; read once. */
function collectionOf(name: ImageOptions["collection"]): Collection {
  const known = read.get(name);
  if (known !== undefined) return known;
  const collection = name === "fashion whole" ? whole() : part();
  read.set(name, collection);
  return collection;
}

function part(): Collection {
  const file = (kind: string) => join(FOLDER, `part-${kind}-ubyte.gz`);
  return { images: readIdxImages(file("images-idx3"), file("labels-idx1")), tests: 2000 };
}

function whole(): Collection {
  const { training, test } = readFashionMnist();
  return { images: halvedImages(joinedImages(training, test)), tests: test.labels.length };
}

/**
 * Photographs of clothes in zones: away from zone 0 half of the classes are seen from another side and in another light.
 * Who trains the first model, what users meet, what the twin has and what is tested on are parts without a common image,
 * drawn by the seed.
 */
export class FashionZones implements ZoneImages {
  readonly seed: number;
  readonly #images: Images;
  readonly #first: readonly number[];
  /** [class] images of each source, and those to test on */
  readonly #pools: Readonly<Record<DataSource | "test", readonly (readonly number[])[]>>;
  /** [zone][class] */
  readonly #looks: Readonly<Record<DataSource, readonly (readonly Look[])[]>>;
  readonly #tests = new Map<string, Images>();
  readonly #testImages: number;

  /** @throws ConfigurationError where a class has fewer images than are to be tested on */
  constructor(seed: number, { collection, drift, twinDrift = drift, testImages }: ImageOptions) {
    this.seed = seed;
    const { images, tests } = collectionOf(collection);
    this.#images = images;
    this.#testImages = testImages;
    const count = images.labels.length;
    const learned = shuffled(count - tests, rngFrom(seed, "collection"));
    const end = (share: number) => Math.round(share * learned.length);
    const [first, second] = [end(SHARES.first), end(SHARES.first + SHARES.physical)];
    const test = shuffled(tests, rngFrom(seed, "test images")).map((i) => count - tests + i);
    this.#first = learned.slice(0, first);
    this.#pools = {
      physical: this.#byClass(learned.slice(first, second)),
      twin: this.#byClass(learned.slice(second)),
      test: this.#byClass(test),
    };
    const fewest = Math.min(...this.#pools.test.map(({ length }) => length));
    if (fewest < 2 * testImages) {
      throw new ConfigurationError(
        `images.testImages = ${testImages}: a class of collection "${collection}" has ${fewest} images to test on, half of ` +
          "them for the twin. Lower it.",
      );
    }
    const looks = (strength: number) =>
      Array.from({ length: ZONES }, (_, zone) =>
        zone === 0
          ? new Array<Look>(CLASSES).fill(AS_TAKEN)
          : driftedLooks(CLASSES, strength, rngFrom(seed, "looks", zone)),
      );
    this.#looks = { physical: looks(drift), twin: looks(twinDrift) };
  }

  /** Images of the source, drawn with replacement. */
  draw(source: DataSource, zone: number, count: number, shares: readonly number[], rng: Rng): Images {
    const pool = this.#pools[source];
    const chosen = Array.from(labelsInShares(count, shares), (label) => pool[label][rng.integer(pool[label].length)]);
    return seenAs(this.#images, chosen, this.#looks[source][zone]);
  }

  /** The twin tests on other photographs than the world does. */
  test(source: DataSource, zone: number): Images {
    const name = `${source} ${zone}`;
    const from = source === "twin" ? this.#testImages : 0;
    const chosen = () => this.#pools.test.flatMap((ofClass) => ofClass.slice(from, from + this.#testImages));
    const images = this.#tests.get(name) ?? seenAs(this.#images, chosen(), this.#looks[source][zone]);
    this.#tests.set(name, images);
    return images;
  }

  /** @throws ConfigurationError for more images than there are for it */
  plain(count: number): Images {
    if (count > this.#first.length) {
      throw new ConfigurationError(
        `images.pretraining.images = ${count}: the collection has ${this.#first.length} for the first model. Lower it.`,
      );
    }
    return seenAs(this.#images, this.#first.slice(0, count), this.#looks.physical[0]);
  }

  #byClass(images: readonly number[]): number[][] {
    return Array.from({ length: CLASSES }, (_, label) => images.filter((i) => this.#images.labels[i] === label));
  }
}

/** 0 .. count - 1 in random order. */
function shuffled(count: number, rng: Rng): number[] {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  shuffle(order, rng);
  return [...order];
}
