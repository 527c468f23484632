/** The error for a use of what was disposed of: its memory may be another's by now. */
export function disposedError(): Error {
  return new Error(
    "What is used (a learner, a network, a predictor) was disposed of, and its memory is given back: make a new one.",
  );
}
