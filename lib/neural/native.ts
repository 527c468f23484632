import { tf } from "./backend.ts";

/** An attribute of a TensorFlow operation, e.g. its element type. */
export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** TensorFlow's C library as tfjs-node binds it. Tensors are whole numbers here. */
export interface Binding {
  readonly TF_FLOAT: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_SHAPE: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  createTensor(shape: readonly number[], type: number, values: Float32Array): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array;
  executeOp(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    outputs: number,
  ): readonly { readonly id: number; readonly shape: readonly number[] }[];
}

interface NativeBackend {
  binding: Binding;
  getInputTensorIds(tensors: readonly tf.Tensor[]): number[];
  executeSingleOutput(name: string, attributes: readonly Attribute[], inputs: readonly tf.Tensor[]): tf.Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly tf.Tensor[],
    outputs: number,
  ): tf.Tensor[];
}

/** Whether operations may be called by name. Everything here needs it; everything else in twinlab does not. */
export function isNative(): boolean {
  return tf.getBackend() === "tensorflow";
}

/** The backend of tfjs-node. */
export function nativeBackend(): NativeBackend {
  return tf.backend() as unknown as NativeBackend;
}

/** Gradient of relu where its output is `y`: `dy` where y > 0, else 0. One operation in place of three. */
export function nativeReluGradient<T extends tf.Tensor>(dy: T, y: T): T {
  return nativeBackend().executeSingleOutput("ReluGrad", [], [dy, y]) as T;
}

/** Gradient of the sigmoid, dy y (1 - y), or of tanh, dy (1 - y^2), where its output is `y`: one operation for three. */
export function nativeSquashGradient<T extends tf.Tensor>(kind: "sigmoid" | "tanh", dy: T, y: T): T {
  const name = kind === "sigmoid" ? "SigmoidGrad" : "TanhGrad";
  return nativeBackend().executeSingleOutput(name, [], [y, dy]) as T;
}

/** log softmax over the last axis, by the largest logit. One operation in place of seven. */
export function nativeLogSoftmax<T extends tf.Tensor>(logits: T): T {
  return nativeBackend().executeSingleOutput("LogSoftmax", [], [logits]) as T;
}

/**
 * Convolution of images: with a stride of 1 zeros are put around them, (size - 1) / 2 on each side, otherwise none.
 *
 * @param x [image, row, column, channel]
 * @param kernel [row, column, in, out], its size odd
 */
export function nativeConvolution(x: tf.Tensor4D, kernel: tf.Tensor4D, stride: number): tf.Tensor4D {
  return nativeBackend().executeSingleOutput("Conv2D", strides(stride), [x, kernel]) as tf.Tensor4D;
}

/** Gradient of `nativeConvolution` in its images, whose shape is given. */
export function nativeConvolutionGradientOfInput(
  shape: readonly number[],
  kernel: tf.Tensor4D,
  stride: number,
  dy: tf.Tensor4D,
): tf.Tensor {
  const inputs = [tf.tensor1d([...shape], "int32"), kernel, dy];
  return nativeBackend().executeSingleOutput("Conv2DBackpropInput", strides(stride), inputs);
}

/** Gradient of `nativeConvolution` in its kernel, whose shape is given. */
export function nativeConvolutionGradientOfKernel(
  x: tf.Tensor4D,
  shape: readonly number[],
  stride: number,
  dy: tf.Tensor4D,
): tf.Tensor {
  const inputs = [x, tf.tensor1d([...shape], "int32"), dy];
  return nativeBackend().executeSingleOutput("Conv2DBackpropFilter", strides(stride), inputs);
}

function strides(stride: number): Attribute[] {
  const { TF_ATTR_INT, TF_ATTR_STRING } = nativeBackend().binding;
  return [
    { name: "strides", type: TF_ATTR_INT, value: [1, stride, stride, 1] },
    { name: "padding", type: TF_ATTR_STRING, value: stride === 1 ? "SAME" : "VALID" },
  ];
}

/**
 * Batch normalisation over all axes but the last, by the batch's own statistics.
 *
 * @returns y, the mean, the variance with n - 1 below, then three that the gradient needs
 */
export function nativeBatchNorm(x: tf.Tensor4D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number): tf.Tensor[] {
  const none = tf.tensor1d([]);
  const { TF_ATTR_FLOAT } = nativeBackend().binding;
  const attributes = [{ name: "epsilon", type: TF_ATTR_FLOAT, value: epsilon }];
  return nativeBackend().executeMultipleOutputs("FusedBatchNormV3", attributes, [x, gamma, beta, none, none], 6);
}

/** Gradients of `nativeBatchNorm` in x, gamma and beta. */
export function nativeBatchNormGradients(
  dy: tf.Tensor,
  x: tf.Tensor,
  gamma: tf.Tensor,
  reserved: readonly tf.Tensor[],
  epsilon: number,
): tf.Tensor[] {
  const { TF_ATTR_FLOAT } = nativeBackend().binding;
  const attributes = [{ name: "epsilon", type: TF_ATTR_FLOAT, value: epsilon }];
  const inputs = [dy, x, gamma, ...reserved];
  return nativeBackend().executeMultipleOutputs("FusedBatchNormGradV3", attributes, inputs, 5).slice(0, 3);
}

let handles = 0;

/** Makes a resource variable and returns its handle. */
export function nativeVariable(value: tf.Tensor): tf.Tensor {
  const { binding } = nativeBackend();
  handles++;
  const handle = nativeBackend().executeSingleOutput(
    "VarHandleOp",
    [
      { name: "container", type: binding.TF_ATTR_STRING, value: "" },
      { name: "shared_name", type: binding.TF_ATTR_STRING, value: `twinlab${handles}` },
      { name: "shape", type: binding.TF_ATTR_SHAPE, value: value.shape },
      float("dtype"),
    ],
    [],
  );
  nativeAssign(handle, value);
  return handle;
}

/** The value of a resource variable. */
export function nativeRead(handle: tf.Tensor): tf.Tensor {
  return nativeBackend().executeSingleOutput("ReadVariableOp", [float("dtype")], [handle]);
}

/** Writes the value of a resource variable. */
export function nativeAssign(handle: tf.Tensor, value: tf.Tensor): void {
  nativeBackend().executeMultipleOutputs("AssignVariableOp", [], [handle, value], 0);
}

/** Frees a resource variable and its handle. */
export function nativeDestroy(handle: tf.Tensor): void {
  const ignoreLookupError = { name: "ignore_lookup_error", type: nativeBackend().binding.TF_ATTR_BOOL, value: true };
  nativeBackend().executeMultipleOutputs("DestroyResourceOp", [ignoreLookupError], [handle], 0);
  handle.dispose();
}

/** variable <- variable - rate delta, in place. */
export function nativeSubtract(handle: tf.Tensor, rate: tf.Tensor, delta: tf.Tensor): void {
  nativeBackend().executeMultipleOutputs("ResourceApplyGradientDescent", [], [handle, rate, delta], 0);
}

/**
 * variable <- variable + share (value - variable) in place, share < 1: one operation for two, and no copy.
 *
 * A proximal step divides variable - rate value by 1 + rate l2. With rate = -c and l2 = -1 that is
 * (variable + c value) / (1 + c), where c = share / (1 - share).
 */
export function nativeApproach(handle: tf.Tensor, value: tf.Tensor, share: number): void {
  const [rate, l1, l2] = [tf.scalar(-share / (1 - share)), tf.scalar(0), tf.scalar(-1)];
  nativeBackend().executeMultipleOutputs("ResourceApplyProximalGradientDescent", [], [handle, rate, l1, l2, value], 0);
}

/** One step of Adam in place: `inputs` are variable, m, v, beta1 power, beta2 power, rate, beta1, beta2, epsilon, gradient. */
export function nativeAdam(inputs: readonly tf.Tensor[]): void {
  nativeBackend().executeMultipleOutputs("ResourceApplyAdam", [], inputs, 0);
}

function float(name: string): Attribute {
  const { binding } = nativeBackend();
  return { name, type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
}
