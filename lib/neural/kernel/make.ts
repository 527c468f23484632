import type * as tf from "@tensorflow/tfjs";
import type { TensorBackend } from "./tensorBackend.ts";

/** A tensor as a backend of TensorFlow.js sees it: where its numbers are, shape and type. */
export type Info = tf.TensorInfo;
/** How an operation of TensorFlow.js becomes instructions. */
export type Make<A> = (backend: TensorBackend, inputs: Info[], attributes: A) => Info | Info[];
