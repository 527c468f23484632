// The tensor kernel: runs programs over one heap of floats. Plain C11 with the vector extension of GCC and Clang, one
// thread, no library, so that the same source serves as a native addon and as WebAssembly.
//
// A program is a list of instructions of 32-bit words: [operation, length, words ...]. Words are places in the heap
// (in floats from its start), whole numbers, or the bits of floats; `operations.ts` names them in the same order. -1
// stands for a tensor that is left out. Tensors are dense, the last axis fastest.
//
// Every sum is taken in an order that does not depend on the width of vectors. So without contraction of
// multiply-add (-ffp-contract=off) the bytes are the same on AVX-512, AVX2, NEON and WebAssembly.

#ifndef VW
#if defined(__AVX512F__)
#define VW 16
#elif defined(__AVX2__)
#define VW 8
#else
#define VW 4
#endif
#endif

// A product's tile in registers: up to MR rows of NV vectors.
#if VW == 16
#define MR 6
#define NV 4
#elif VW == 8
#define MR 6
#define NV 2
#else
#define MR 4
#define NV 2
#endif

typedef float vf __attribute__((vector_size(VW * 4), aligned(4), may_alias));
typedef int vi __attribute__((vector_size(VW * 4), aligned(4), may_alias));
#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("GCC unroll 16")
// Says of a loop over numbers that no turn of it reads what another has written.
#ifdef __clang__
#define APART _Pragma("clang loop vectorize(assume_safety)")
#else
#define APART _Pragma("GCC ivdep")
#endif
#ifndef RUN
#define RUN run
#endif

INLINE vf load(const float *at) { return *(const vf *)at; }
INLINE void store(float *at, vf x) { *(vf *)at = x; }
INLINE vf all(float x) { return x - (vf){0}; }
INLINE vf pick(vi yes, vf a, vf b) { return (vf)(((vi)a & yes) | ((vi)b & ~yes)); }
// Of two numbers; where the first is not a number, that.
INLINE vf larger(vf a, vf b) { return pick(b > a, b, a); }
INLINE vf smaller(vf a, vf b) { return pick(b < a, b, a); }
INLINE vf magnitude(vf x) { return (vf)((vi)x & 0x7fffffff); }
INLINE float bits(int word) {
  union { int i; float f; } both = {word};
  return both.f;
}
INLINE vf root(vf x) {
  vf y;
  UNROLL for (int i = 0; i < VW; i++) y[i] = __builtin_sqrtf(x[i]);
  return y;
}
INLINE void copy(float *to, const float *from, int n) {
  APART for (int i = 0; i < n; i++) to[i] = from[i];
}
INLINE void fill(float *to, float value, int n) {
  for (int i = 0; i < n; i++) to[i] = value;
}

// 1 / x of 1 and more, and the root of 0 and more: where the processor looks up fourteen bits and bytes need not be those
// of other processors, by a step of Newton's, within 2e-7, which takes a third of the time.
#if VW == 16 && !defined(EXACT)
#include <immintrin.h>
INLINE vf inverse(vf x) {
  vf y = (vf)_mm512_rcp14_ps((__m512)x);
  return y * (2.0f - x * y);
}
INLINE vf quotient(vf a, vf b) {
  vf y = (vf)_mm512_rcp14_ps((__m512)b), q = a * y;
  return q + y * (a - q * b);
}
INLINE vf quickRoot(vf x) {
  vf y = (vf)_mm512_rsqrt14_ps((__m512)larger(x, all(1.17549435e-38f))), r = x * y;
  return r + 0.5f * y * (x - r * r);
}
#else
INLINE vf inverse(vf x) { return 1.0f / x; }
INLINE vf quotient(vf a, vf b) { return a / b; }
INLINE vf quickRoot(vf x) { return root(x); }
#endif

// ---- functions of vectors, within 2 units in the last place (Cephes, Moshier 1992) ----

// exp(x) = 2^n exp(r), |r| <= ln 2 / 2; below -87.3 it is 0, so that no denormal number arises.
INLINE vf v_exp(vf x) {
  vi isZero = x < all(-87.33654f), isInfinite = x > all(88.72283f);
  x = smaller(larger(x, all(-87.33654f)), all(88.72283f));
  vf shifted = x * 1.44269504088896341f + 12582912.0f; // 1.5 x 2^23: rounds to the nearest whole number
  vf n = shifted - 12582912.0f;
  vf r = x - n * 0.693359375f - n * -2.12194440e-4f;
  vf p = all(1.9875691500e-4f);
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  // 2^n in two factors: n = 128 is out of range for one.
  vi whole = (vi)shifted - 0x4b400000, half = whole >> 1;
  p = p * (vf)((half + 127) << 23) * (vf)((whole - half + 127) << 23);
  return pick(isZero, (vf){0}, pick(isInfinite, all(__builtin_inff()), p));
}

// log of a positive normal number; 0 gives -infinity, less gives not-a-number.
INLINE vf v_log(vf x) {
  vi word = (vi)larger(x, all(1.17549435e-38f));
  vi exponent = (word >> 23) - 126;
  vf m = (vf)((word & 0x007fffff) | 0x3f000000); // in .5 .. 1
  vi isLow = m < all(0.707106781186547524f);
  exponent += isLow; // a comparison that holds is -1
  m = pick(isLow, m + m, m) - 1.0f;
  vf e = __builtin_convertvector(exponent, vf), z = m * m;
  vf p = all(7.0376836292e-2f);
  p = p * m - 1.1514610310e-1f;
  p = p * m + 1.1676998740e-1f;
  p = p * m - 1.2420140846e-1f;
  p = p * m + 1.4249322787e-1f;
  p = p * m - 1.6668057665e-1f;
  p = p * m + 2.0000714765e-1f;
  p = p * m - 2.4999993993e-1f;
  p = p * m + 3.3333331174e-1f;
  vf y = m * z * p + e * -2.12194440e-4f - 0.5f * z;
  y = m + y + e * 0.693359375f;
  y = pick(x == (vf){0}, all(-__builtin_inff()), y);
  y = pick(x == all(__builtin_inff()), x, y);
  return pick(x >= (vf){0}, y, all(__builtin_nanf("")));
}

INLINE vf v_sigmoid(vf x) { return inverse(smaller(1.0f + v_exp(-x), all(1e38f))); }

INLINE vf v_tanh(vf x) {
  vf a = magnitude(x), z = x * x;
  vf p = all(-5.70498872745e-3f);
  p = p * z + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  vf small = p * z * x + x;
  vf large = 1.0f - 2.0f * inverse(smaller(v_exp(a + a) + 1.0f, all(1e38f)));
  large = (vf)((vi)large | ((vi)x & (int)0x80000000));
  return pick(a < all(0.625f), small, large);
}

// ---- products ----

enum { LINEAR, RELU, TANH, SIGMOID };

// What is done to a product's sums before they are stored: bias and activation, or the gradient of an activation.
typedef struct {
  const float *bias;    // [column]
  int activation;
  const float *slopes;  // outputs of the activation whose gradient the product is multiplied by, as the product
  long apart;           // from one row of them to the next
} Epilogue;

INLINE vf activated(vf x, int activation) {
  if (activation == RELU) return larger(x, (vf){0});
  if (activation == TANH) return v_tanh(x);
  if (activation == SIGMOID) return v_sigmoid(x);
  return x;
}

INLINE vf sloped(vf d, vf y, int activation) {
  if (activation == RELU) return pick(y > (vf){0}, d, (vf){0});
  if (activation == TANH) return d * (1.0f - y * y);
  if (activation == SIGMOID) return d * y * (1.0f - y);
  return d;
}

// c[mr x nv vectors] (+)= a(i, k) b[k]; a(i, k) at a[i * rs + k * cs], rows of b and c ldb and ldc apart. What is quick
// of an epilogue is done on the way: a bias at the start, relu or its gradient at the end.
INLINE void tile(int mr, int nv, int K, const float *a, long rs, long cs, const float *b, long ldb, float *c, long ldc,
                 int adds, const float *bias, int isRelu, const float *slopes, long apart) {
  vf sum[VW == 16 ? 12 : MR][NV];
  UNROLL for (int i = 0; i < mr; i++)
    UNROLL for (int j = 0; j < nv; j++) sum[i][j] = adds ? load(c + i * ldc + j * VW) : bias ? load(bias + j * VW) : (vf){0};
  for (int k = 0; k < K; k++) {
    vf row[NV];
    UNROLL for (int j = 0; j < nv; j++) row[j] = load(b + k * ldb + j * VW);
    UNROLL for (int i = 0; i < mr; i++) {
      vf x = all(a[i * rs + k * cs]);
      UNROLL for (int j = 0; j < nv; j++) sum[i][j] += x * row[j];
    }
  }
  UNROLL for (int i = 0; i < mr; i++)
    UNROLL for (int j = 0; j < nv; j++) {
      vf x = sum[i][j];
      if (isRelu) x = slopes ? sloped(x, load(slopes + i * apart + j * VW), RELU) : larger(x, (vf){0});
      store(c + i * ldc + j * VW, x);
    }
}

// All rows of a panel of nv vectors.
INLINE void panel(int nv, int M, int K, const float *a, long rs, long cs, const float *b, long ldb, float *c, long ldc,
                  int adds, const float *bias, int isRelu, const float *slopes, long apart) {
  int i = 0;
#define ROWS(mr)                                                                                                   \
  for (; i + mr <= M; i += mr)                                                                                     \
    tile(mr, nv, K, a + i * rs, rs, cs, b, ldb, c + i * ldc, ldc, adds, bias, isRelu, slopes ? slopes + i * apart : 0, \
         apart);
  if (VW == 16 && nv <= 2) { // 32 registers: more rows hide the latency of few columns
    ROWS(12)
  }
  ROWS(MR)
  ROWS(2)
  ROWS(1)
#undef ROWS
}

#define PANEL (NV * VW)
#define DEPTH 256  // rows of b that are multiplied at a time: a panel of them stays in the first caches
#define HEIGHT 128 // rows of a narrow result that are made at a time
static float packed[DEPTH * PANEL];
static float narrow[HEIGHT * PANEL];

#ifdef __has_builtin
#if __has_builtin(__builtin_shufflevector)
#define CAN_SHUFFLE // GCC since 12, Clang
#endif
#endif

// to(k, j) = b(j, k), [depth x columns], rows of b and of the result `apart` and `width` apart: four by four through
// registers where the compiler can shuffle them.
typedef float v4 __attribute__((vector_size(16), aligned(4), may_alias));
static void turn(int depth, int columns, const float *b, long apart, float *to, long width) {
  int columns4 = 0, depth4 = 0;
#ifdef CAN_SHUFFLE
  columns4 = columns & ~3, depth4 = depth & ~3;
  for (int j = 0; j < columns4; j += 4)
    for (int k = 0; k < depth4; k += 4) {
      const float *at = b + j * apart + k;
      v4 r0 = *(const v4 *)at, r1 = *(const v4 *)(at + apart), r2 = *(const v4 *)(at + 2 * apart);
      v4 r3 = *(const v4 *)(at + 3 * apart);
      v4 p = __builtin_shufflevector(r0, r1, 0, 4, 1, 5), q = __builtin_shufflevector(r0, r1, 2, 6, 3, 7);
      v4 r = __builtin_shufflevector(r2, r3, 0, 4, 1, 5), s = __builtin_shufflevector(r2, r3, 2, 6, 3, 7);
      float *here = to + k * width + j;
      *(v4 *)here = __builtin_shufflevector(p, r, 0, 1, 4, 5);
      *(v4 *)(here + width) = __builtin_shufflevector(p, r, 2, 3, 6, 7);
      *(v4 *)(here + 2 * width) = __builtin_shufflevector(q, s, 0, 1, 4, 5);
      *(v4 *)(here + 3 * width) = __builtin_shufflevector(q, s, 2, 3, 6, 7);
    }
#endif
  for (int k = 0; k < depth; k++)
    for (int j = k < depth4 ? columns4 : 0; j < columns; j++) to[k * width + j] = b[j * apart + k];
}

// to [columns x rows] of b [rows x columns]
INLINE void transpose(int rows, int columns, const float *b, float *to) { turn(columns, rows, b, columns, to, rows); }

// The slow part of an epilogue: tanh, sigmoid and their gradients.
INLINE void finish(int M, int N, float *c, long ldc, Epilogue e) {
  if (e.activation == LINEAR || e.activation == RELU) return;
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j += VW) {
      float *at = c + i * ldc + j;
      vf x = load(at);
      store(at, e.slopes ? sloped(x, load(e.slopes + i * e.apart + j), e.activation) : activated(x, e.activation));
    }
}

// c[M x N] (+)= a b, then the epilogue. a(i, k) at a[i * rs + k * cs], b(k, j) at b[k * bk + j * bj].
//
// Where columns do not fill vectors, loads reach past the end of a row; what is computed of that is not stored.
static void product(int M, int N, int K, const float *a, long rs, long cs, const float *b, long bk, long bj, float *c,
                    int adds, Epilogue e) {
  if (K == 0) {
    if (!adds) fill(c, 0, M * N);
    return;
  }
  for (int n = 0; n < N; n += PANEL) {
    int columns = N - n < PANEL ? N - n : PANEL, vectors = (columns + VW - 1) / VW, isNarrow = columns < vectors * VW;
    int height = isNarrow ? HEIGHT : M;
    long ldc = isNarrow ? vectors * VW : N;
    Epilogue here = {e.bias ? e.bias + n : 0, e.activation, e.slopes ? e.slopes + n : 0, N};
    for (int m = 0; m < M; m += height) {
      int rows = M - m < height ? M - m : height;
      float *to = isNarrow ? narrow : c + n;
      if (isNarrow && adds)
        for (int i = 0; i < rows; i++) copy(to + i * ldc, c + (long)(m + i) * N + n, columns);
      for (int k = 0; k < K; k += DEPTH) {
        int depth = K - k < DEPTH ? K - k : DEPTH, more = adds || k > 0;
        const float *left = a + m * rs + k * cs, *right = b + k * bk + n * bj;
        long ldb = bk;
        if (bj != 1) {
          ldb = vectors * VW;
          turn(depth, columns, right, bj, packed, ldb);
          right = packed;
        }
        int isRelu = e.activation == RELU && k + depth == K;
#define WITH(nv) panel(nv, rows, depth, left, rs, cs, right, ldb, to, ldc, more, here.bias, isRelu, here.slopes, N)
        switch (vectors) {
          case 1: WITH(1); break;
#if NV == 4
          case 3: WITH(3); break;
          case 4: WITH(4); break;
#endif
          default: WITH(2);
        }
#undef WITH
      }
      finish(rows, vectors * VW, to, ldc, here);
      if (here.slopes) here.slopes += (long)rows * N;
      if (isNarrow)
        for (int i = 0; i < rows; i++) copy(c + (long)(m + i) * N + n, to + i * ldc, columns);
    }
  }
}

INLINE void multiply(int M, int N, int K, const float *a, const float *b, float *c, int adds, int activation) {
  product(M, N, K, a, K, 1, b, N, 1, c, adds, (Epilogue){0, activation, 0, 0});
}
// c[M x N] (+)= a^T b, a [K x M]
INLINE void multiplyTransposed(int M, int N, int K, const float *a, const float *b, float *c, int adds) {
  product(M, N, K, a, 1, M, b, N, 1, c, adds, (Epilogue){0});
}

// ---- one number at a time ----

enum { NEG, EXP, LOG, SQRT, RSQRT, SQUARE, ABS, RELU_OF, TANH_OF, SIGMOID_OF, STEP, CLIP, TRUNCATE, SIGN, RECIPROCAL, NOT };

INLINE vf unary(int kind, vf x, float low, float high) {
  switch (kind) {
    case NEG: return -x;
    case EXP: return v_exp(x);
    case LOG: return v_log(x);
    case SQRT: return root(x);
    case RSQRT: return 1.0f / root(x);
    case SQUARE: return x * x;
    case ABS: return magnitude(x);
    case RELU_OF: return larger(x, (vf){0});
    case TANH_OF: return v_tanh(x);
    case SIGMOID_OF: return v_sigmoid(x);
    case STEP: return pick(x > (vf){0}, all(1), all(low));
    case CLIP: return smaller(larger(x, all(low)), all(high));
    case TRUNCATE: return __builtin_convertvector(__builtin_convertvector(x, vi), vf);
    case SIGN: return pick(x > (vf){0}, all(1), pick(x < (vf){0}, all(-1), (vf){0}));
    case RECIPROCAL: return 1.0f / x;
    default: return pick(x == (vf){0}, all(1), (vf){0});
  }
}

INLINE void map(int kind, float *out, const float *x, int n, float low, float high) {
  int i = 0;
  for (; i + VW <= n; i += VW) store(out + i, unary(kind, load(x + i), low, high));
  if (i == n) return;
  float tail[VW] = {0};
  copy(tail, x + i, n - i);
  store(tail, unary(kind, load(tail), low, high));
  copy(out + i, tail, n - i);
}

static void mapped(int kind, float *out, const float *x, int n, float low, float high) {
#define CASE(k) case k: map(k, out, x, n, low, high); break;
  switch (kind) {
    CASE(NEG) CASE(EXP) CASE(LOG) CASE(SQRT) CASE(RSQRT) CASE(SQUARE) CASE(ABS) CASE(RELU_OF) CASE(TANH_OF)
    CASE(SIGMOID_OF) CASE(STEP) CASE(CLIP) CASE(TRUNCATE) CASE(SIGN) CASE(RECIPROCAL) CASE(NOT)
  }
#undef CASE
}

// ---- two numbers at a time ----

enum {
  ADD, SUB, MUL, DIV, MAXIMUM, MINIMUM, SQUARED_DIFFERENCE, GREATER, GREATER_EQUAL, LESS, LESS_EQUAL, EQUAL, NOT_EQUAL,
  AND, OR, RELU_SLOPE, TANH_SLOPE, SIGMOID_SLOPE
};

INLINE vf truth(vi yes) { return pick(yes, all(1), (vf){0}); }

INLINE vf binary(int kind, vf a, vf b) {
  switch (kind) {
    case ADD: return a + b;
    case SUB: return a - b;
    case MUL: return a * b;
    case DIV: return a / b;
    case MAXIMUM: return larger(a, b);
    case MINIMUM: return smaller(a, b);
    case SQUARED_DIFFERENCE: return (a - b) * (a - b);
    case GREATER: return truth(a > b);
    case GREATER_EQUAL: return truth(a >= b);
    case LESS: return truth(a < b);
    case LESS_EQUAL: return truth(a <= b);
    case EQUAL: return truth(a == b);
    case NOT_EQUAL: return truth(a != b);
    case AND: return truth((a != (vf){0}) & (b != (vf){0}));
    case OR: return truth((a != (vf){0}) | (b != (vf){0}));
    case RELU_SLOPE: return sloped(a, b, RELU); // a is the gradient, b the activation's output
    case TANH_SLOPE: return sloped(a, b, TANH);
    default: return sloped(a, b, SIGMOID);
  }
}

// One row of n numbers; a step of 0 repeats the first.
INLINE void zip(int kind, float *out, const float *a, long as, const float *b, long bs, int n) {
  for (int i = 0; i < n; i += VW) {
    int m = n - i < VW ? n - i : VW;
    float left[VW] = {0}, right[VW] = {0};
    vf x, y;
    if (as == 0) x = all(a[0]);
    else if (as == 1 && m == VW) x = load(a + i);
    else {
      for (int k = 0; k < m; k++) left[k] = a[(i + k) * as];
      x = load(left);
    }
    if (bs == 0) y = all(b[0]);
    else if (bs == 1 && m == VW) y = load(b + i);
    else {
      for (int k = 0; k < m; k++) right[k] = b[(i + k) * bs];
      y = load(right);
    }
    if (m == VW) {
      store(out + i, binary(kind, x, y));
    } else {
      store(left, binary(kind, x, y));
      copy(out + i, left, m);
    }
  }
}

// Where a row is short, numbers of several rows are gathered into a vector.
INLINE void zipAll(int kind, float *out, const float *a, const float *b, const int *d, const int *as, const int *bs) {
  if (d[3] >= VW || d[0] * d[1] * d[2] == 1) {
    for (int i = 0; i < d[0]; i++)
      for (int j = 0; j < d[1]; j++)
        for (int k = 0; k < d[2]; k++, out += d[3])
          zip(kind, out, a + i * (long)as[0] + j * (long)as[1] + k * (long)as[2], as[3],
              b + i * (long)bs[0] + j * (long)bs[1] + k * (long)bs[2], bs[3], d[3]);
    return;
  }
  float left[VW] = {0}, right[VW] = {0};
  int filled = 0;
  for (int i = 0; i < d[0]; i++)
    for (int j = 0; j < d[1]; j++)
      for (int k = 0; k < d[2]; k++) {
        const float *x = a + i * (long)as[0] + j * (long)as[1] + k * (long)as[2];
        const float *y = b + i * (long)bs[0] + j * (long)bs[1] + k * (long)bs[2];
        for (int l = 0; l < d[3]; l++) {
          left[filled] = x[l * as[3]];
          right[filled] = y[l * bs[3]];
          if (++filled < VW) continue;
          store(out, binary(kind, load(left), load(right)));
          out += VW;
          filled = 0;
        }
      }
  store(left, binary(kind, load(left), load(right)));
  copy(out, left, filled);
}

static void zipped(int kind, float *out, const float *a, const float *b, const int *d, const int *as, const int *bs) {
#define CASE(k) case k: zipAll(k, out, a, b, d, as, bs); break;
  switch (kind) {
    CASE(ADD) CASE(SUB) CASE(MUL) CASE(DIV) CASE(MAXIMUM) CASE(MINIMUM) CASE(SQUARED_DIFFERENCE) CASE(GREATER)
    CASE(GREATER_EQUAL) CASE(LESS) CASE(LESS_EQUAL) CASE(EQUAL) CASE(NOT_EQUAL) CASE(AND) CASE(OR) CASE(RELU_SLOPE)
    CASE(TANH_SLOPE) CASE(SIGMOID_SLOPE)
  }
#undef CASE
}

// ---- along an axis ----

enum { SUM, MEAN, LARGEST, SMALLEST };

INLINE vf joined(int kind, vf a, vf b) {
  return kind == LARGEST ? larger(a, b) : kind == SMALLEST ? smaller(a, b) : (vf)(a + b);
}

// [outer, along, inner] to [outer, inner]; where inner is 1, in sixteen sums side by side.
INLINE void reduce(int kind, float *out, const float *x, int outer, int along, int inner) {
  for (int o = 0; o < outer; o++, x += (long)along * inner, out += inner) {
    if (inner > 1) {
      copy(out, x, inner);
      for (int a = 1; a < along; a++) {
        const float *row = x + (long)a * inner;
        int i = 0;
        for (; i + VW <= inner; i += VW) store(out + i, joined(kind, load(out + i), load(row + i)));
        for (; i < inner; i++) out[i] = joined(kind, all(out[i]), all(row[i]))[0];
      }
      if (kind == MEAN)
        for (int i = 0; i < inner; i++) out[i] = out[i] / along;
      continue;
    }
    float sums[16];
    int lanes = along < 16 ? along : 16, a = 16;
    copy(sums, x, lanes);
    for (; a + 16 <= along; a += 16)
      for (int i = 0; i < 16; i += VW) store(sums + i, joined(kind, load(sums + i), load(x + a + i)));
    for (int i = 0; a + i < along; i++) sums[i] = joined(kind, all(sums[i]), all(x[a + i]))[0];
    for (int i = 1; i < lanes; i++) sums[0] = joined(kind, all(sums[0]), all(sums[i]))[0];
    out[0] = kind == MEAN ? sums[0] / along : sums[0];
  }
}

static void reduced(int kind, float *out, const float *x, int outer, int along, int inner) {
  switch (kind) {
    case SUM: reduce(SUM, out, x, outer, along, inner); break;
    case MEAN: reduce(MEAN, out, x, outer, along, inner); break;
    case LARGEST: reduce(LARGEST, out, x, outer, along, inner); break;
    case SMALLEST: reduce(SMALLEST, out, x, outer, along, inner); break;
  }
}

static void argmax(float *out, const float *x, int outer, int along, int inner) {
  for (int o = 0; o < outer; o++, x += (long)along * inner)
    for (int i = 0; i < inner; i++) {
      int best = 0;
      for (int a = 1; a < along; a++)
        if (x[(long)a * inner + i] > x[(long)best * inner + i]) best = a;
      *out++ = best;
    }
}

// Softmax of each row of n, or its logarithm, shifted by the row's largest number. The exponentials of many rows are
// taken together: rows are short.
static void softmax(float *out, const float *x, int rows, int n, int isLog) {
  static float powers[1024], sums[1024];
  int together = n > 1024 ? 1 : 1024 / n;
  for (int first = 0; first < rows; first += together) {
    int some = rows - first < together ? rows - first : together;
    const float *from = x + (long)first * n;
    float *to = out + (long)first * n, *power = isLog && n <= 1024 ? powers : to;
    for (int r = 0; r < some; r++) {
      float largest = from[r * n];
      for (int i = 1; i < n; i++) largest = from[r * n + i] > largest ? from[r * n + i] : largest;
      for (int i = 0; i < n; i++) to[r * n + i] = from[r * n + i] - largest;
    }
    map(EXP, power, to, some * n, 0, 0);
    for (int r = 0; r < some; r++) {
      sums[r] = 0;
      for (int i = 0; i < n; i++) sums[r] += power[r * n + i];
    }
    if (isLog) map(LOG, sums, sums, some, 0, 0);
    for (int r = 0; r < some; r++)
      for (int i = 0; i < n; i++) to[r * n + i] = isLog ? to[r * n + i] - sums[r] : to[r * n + i] / sums[r];
  }
}

// ---- copies: slices, joins, transpositions, repetitions ----

static void strided(float *out, const int *os, const float *x, const int *xs, const int *d) {
  for (int i = 0; i < d[0]; i++)
    for (int j = 0; j < d[1]; j++)
      for (int k = 0; k < d[2]; k++) {
        float *to = out + i * (long)os[0] + j * (long)os[1] + k * (long)os[2];
        const float *from = x + i * (long)xs[0] + j * (long)xs[1] + k * (long)xs[2];
        if (os[3] == 1 && xs[3] == 1) copy(to, from, d[3]);
        else
          for (int l = 0; l < d[3]; l++) to[l * (long)os[3]] = from[l * (long)xs[3]];
      }
}

static void chosen(float *out, const float *condition, const float *a, const float *b, int n) {
  APART for (int i = 0; i < n; i++) out[i] = condition[i] != 0 ? a[i] : b[i];
}

// ---- steps of an optimiser, in place ----

// Moments that would become denormal, which is slow, are 0.
INLINE vf flushed(vf x) { return pick(magnitude(x) < all(1.17549435e-38f), (vf){0}, x); }

static void adam(float *p, float *m, float *v, const float *g, int n, float rate, float epsilon, float beta1,
                 float beta2, float rest1, float rest2) {
  for (int i = 0; i < n; i += VW) {
    int k = n - i < VW ? n - i : VW;
    float tails[4][VW] = {0};
    float *at[4] = {p + i, m + i, v + i, (float *)g + i};
    if (k < VW)
      for (int t = 0; t < 4; t++) copy(tails[t], at[t], k), at[t] = tails[t];
    vf d = load(at[3]);
    vf mean = flushed(beta1 * load(at[1]) + rest1 * d);
    vf square = flushed(beta2 * load(at[2]) + rest2 * (d * d));
    store(at[1], mean);
    store(at[2], square);
    store(at[0], load(at[0]) - quotient(rate * mean, quickRoot(square) + epsilon));
    if (k < VW) copy(p + i, tails[0], k), copy(m + i, tails[1], k), copy(v + i, tails[2], k);
  }
}

// ---- the gated recurrent unit, B (9), B (10), B (11), B (12) ----
//
// z, r = sigma(x [W^z W^r] + h [U^z U^r]), c = tanh(x W^h + (h * r) U^h), h' = c + z (h - c), from h = 0.
// Sequences are [slot, row, ...]; gates are [slot, row, z then r].

static void gruForward(int slots, int rows, int inputs, int H, const float *x, const float *Wg, const float *Ug,
                       const float *Wc, const float *Uc, float *gates, float *candidates, float *gated, float *states) {
  for (int s = 0; s < slots; s++) {
    long at = (long)s * rows;
    const float *seen = x + at * inputs, *h = states + (at - rows) * H;
    float *zr = gates + at * 2 * H, *c = candidates + at * H, *hr = gated + at * H, *next = states + at * H;
    multiply(rows, 2 * H, inputs, seen, Wg, zr, 0, s == 0 ? SIGMOID : LINEAR);
    multiply(rows, H, inputs, seen, Wc, c, 0, s == 0 ? TANH : LINEAR);
    if (s == 0) {
      fill(hr, 0, rows * H);
    } else {
      multiply(rows, 2 * H, H, h, Ug, zr, 1, SIGMOID);
      for (int i = 0; i < rows; i++)
        APART for (int j = 0; j < H; j++) hr[i * H + j] = h[i * H + j] * zr[i * 2 * H + H + j];
      multiply(rows, H, H, hr, Uc, c, 1, TANH);
    }
    for (int i = 0; i < rows; i++)
      APART for (int j = 0; j < H; j++) {
        float before = s == 0 ? 0 : h[i * H + j], z = zr[i * 2 * H + j], now = c[i * H + j];
        next[i * H + j] = now + z * (before - now);
      }
  }
}

// Gradients of the four kernels by that of the states; `dGates`, `dCandidates` [slot, row, ...] and `work` (two of
// [row, hidden], the two kernels of the state transposed) are scratch.
static void gruBackward(int slots, int rows, int inputs, int H, const float *x, const float *Ug, const float *Uc,
                        const float *gates, const float *candidates, const float *gated, const float *states,
                        const float *dStates, float *dWg, float *dUg, float *dWc, float *dUc, float *dGates,
                        float *dCandidates, float *work) {
  float *dh = work, *dGated = dh + (long)rows * H, *UgT = dGated + (long)rows * H, *UcT = UgT + 2L * H * H;
  fill(dh, 0, rows * H);
  transpose(H, 2 * H, Ug, UgT);
  transpose(H, H, Uc, UcT);
  for (int s = slots - 1; s >= 0; s--) {
    long at = (long)s * rows;
    const float *zr = gates + at * 2 * H, *c = candidates + at * H, *h = states + (at - rows) * H;
    const float *dState = dStates + at * H;
    float *dzr = dGates + at * 2 * H, *dc = dCandidates + at * H;
    for (int i = 0; i < rows; i++)
      APART for (int j = 0; j < H; j++) {
        int k = i * H + j;
        float z = zr[i * 2 * H + j], before = s == 0 ? 0 : h[k], d = dState[k] + dh[k], now = c[k];
        dc[k] = (d - d * z) * (1 - now * now);
        dzr[i * 2 * H + j] = d * (before - now) * (z * (1 - z));
        dh[k] = d * z;
      }
    if (s == 0) {
      for (int i = 0; i < rows; i++) fill(dzr + i * 2 * H + H, 0, H);
      break;
    }
    multiply(rows, H, H, dc, UcT, dGated, 0, LINEAR);
    for (int i = 0; i < rows; i++)
      APART for (int j = 0; j < H; j++) {
        int k = i * H + j;
        float r = zr[i * 2 * H + H + j];
        dzr[i * 2 * H + H + j] = dGated[k] * h[k] * (r * (1 - r));
        dh[k] += dGated[k] * r;
      }
    multiply(rows, H, 2 * H, dzr, UgT, dh, 1, LINEAR);
  }
  int all = slots * rows, later = all - rows;
  multiplyTransposed(inputs, 2 * H, all, x, dGates, dWg, 0);
  multiplyTransposed(inputs, H, all, x, dCandidates, dWc, 0);
  // The state before the first slot is 0.
  multiplyTransposed(H, 2 * H, later, states, dGates + (long)rows * 2 * H, dUg, 0);
  multiplyTransposed(H, H, later, gated + (long)rows * H, dCandidates + (long)rows * H, dUc, 0);
}

// ---- convolution of images [row, column, channel] by patches, size odd, zeros around ----

typedef struct {
  int rows, columns, in, out, size, stride;
} Convolution;

INLINE int shrunk(int n, int stride) { return (n + stride - 1) / stride; }

// Rows of the result that are made at a time, across images: few, so that their patches stay in the second cache, but
// enough for a product not to be spent on loading the kernel.
INLINE int strip(Convolution k) {
  int patch = k.size * k.size * k.in, columns = shrunk(k.columns, k.stride);
  int cached = 16384 / (patch * columns), enough = (96 + columns - 1) / columns;
  return cached > enough ? cached : enough;
}

// The patches [place, row, column, channel] under the kernel in rows `first` .. `last` of the results of all images; or,
// backwards, their sums.
static void patches(Convolution k, int first, int last, float *x, float *seen, int isBackwards) {
  int rows = shrunk(k.rows, k.stride), columns = shrunk(k.columns, k.stride), around = (k.size - 1) / 2;
  int run = k.size * k.in;
  for (int r = first; r < last; r++) {
    float *image = x + (long)(r / rows) * k.rows * k.columns * k.in;
    for (int c = 0; c < columns; c++)
      for (int a = 0; a < k.size; a++, seen += run) {
        int row = r % rows * k.stride + a - around, from = c * k.stride - around, to = from + k.size;
        int isInside = row >= 0 && row < k.rows, left = from < 0 ? -from : 0;
        int right = isInside ? (to > k.columns ? k.columns : to) - from : left;
        float *at = image + ((long)row * k.columns + from) * k.in;
        if (isBackwards) {
          APART for (int i = left * k.in; i < right * k.in; i++) at[i] += seen[i];
        } else {
          fill(seen, 0, left * k.in);
          APART for (int i = left * k.in; i < right * k.in; i++) seen[i] = at[i];
          fill(seen + right * k.in, 0, run - right * k.in);
        }
      }
  }
}

enum { OF_IMAGE, OF_INPUT, OF_KERNEL };

// y = x * kernel; or the gradient in x, or that in the kernel, by dy. `work` holds a strip's patches and a kernel.
static void convolve(int kind, int images, Convolution k, float *x, float *kernel, float *y, float *work) {
  int columns = shrunk(k.columns, k.stride), patch = k.size * k.size * k.in, height = strip(k);
  int rows = images * shrunk(k.rows, k.stride);
  float *turned = work + (long)height * columns * patch;
  if (kind == OF_INPUT) {
    fill(x, 0, images * k.rows * k.columns * k.in);
    transpose(patch, k.out, kernel, turned);
  }
  if (kind == OF_KERNEL) fill(kernel, 0, patch * k.out);
  for (int r = 0; r < rows; r += height) {
    int last = r + height < rows ? r + height : rows, places = (last - r) * columns;
    float *here = y + (long)r * columns * k.out;
    if (kind == OF_INPUT) {
      multiply(places, patch, k.out, here, turned, work, 0, LINEAR);
      patches(k, r, last, x, work, 1);
      continue;
    }
    patches(k, r, last, x, work, 0);
    if (kind == OF_IMAGE) multiply(places, k.out, patch, work, kernel, here, 0, LINEAR);
    else multiplyTransposed(patch, k.out, places, work, here, kernel, 1);
  }
}

// ---- batch normalisation over n rows of channels ----

// Sums over rows of f, in blocks of 256 rows, so that rounding does not grow with n.
#define CHANNEL_SUMS(sum, f)                                                                      \
  fill(sum, 0, channels);                                                                         \
  for (int block = 0; block < n; block += 256) {                                                  \
    fill(work, 0, channels);                                                                      \
    for (int r = block; r < n && r < block + 256; r++)                                            \
      APART for (int c = 0; c < channels; c++) work[c] += (f);                                          \
    APART for (int c = 0; c < channels; c++) sum[c] += work[c];                                         \
  }

// y = gamma (x - mean) / deviation + beta; mean, variance and 1 / deviation are given back.
static void normalise(int n, int channels, float epsilon, const float *x, const float *gamma, const float *beta,
                      float *y, float *mean, float *variance, float *inverse, float *work) {
  CHANNEL_SUMS(mean, x[(long)r * channels + c])
  APART for (int c = 0; c < channels; c++) mean[c] /= n;
  CHANNEL_SUMS(variance, (x[(long)r * channels + c] - mean[c]) * (x[(long)r * channels + c] - mean[c]))
  APART for (int c = 0; c < channels; c++) variance[c] /= n, inverse[c] = 1 / __builtin_sqrtf(variance[c] + epsilon);
  APART for (int c = 0; c < channels; c++) work[c] = gamma[c] * inverse[c];
  for (int r = 0; r < n; r++)
    APART for (int c = 0; c < channels; c++)
      y[(long)r * channels + c] = (x[(long)r * channels + c] - mean[c]) * work[c] + beta[c];
}

// dx = gamma / deviation (dy - mean of dy - x' mean of (dy x')), x' = (x - mean) / deviation.
static void normaliseBackward(int n, int channels, const float *dy, const float *x, const float *gamma,
                              const float *mean, const float *inverse, float *dx, float *dGamma, float *dBeta,
                              float *work) {
  CHANNEL_SUMS(dBeta, dy[(long)r * channels + c])
  CHANNEL_SUMS(dGamma, dy[(long)r * channels + c] * ((x[(long)r * channels + c] - mean[c]) * inverse[c]))
  for (int r = 0; r < n; r++)
    APART for (int c = 0; c < channels; c++) {
      long i = (long)r * channels + c;
      float standard = (x[i] - mean[c]) * inverse[c];
      dx[i] = (dy[i] - dBeta[c] / n - standard * (dGamma[c] / n)) * (gamma[c] * inverse[c]);
    }
}

// ---- the interpreter ----

enum {
  OP_PRODUCT, OP_MAP, OP_ZIP, OP_REDUCE, OP_ARGMAX, OP_SOFTMAX, OP_COPY, OP_FILL, OP_SELECT, OP_ADAM, OP_APPROACH,
  OP_SUBTRACT, OP_GRU_FORWARD, OP_GRU_BACKWARD, OP_CONVOLVE, OP_NORMALISE, OP_NORMALISE_BACKWARD
};

void RUN(float *heap, const int *program, int length) {
  const int *end = program + length;
#define AT(i) (heap + w[i])
#define MAYBE(i) (w[i] < 0 ? 0 : heap + w[i])
  for (; program < end; program += program[1]) {
    const int *w = program + 2;
    switch (program[0]) {
      case OP_PRODUCT: { // out, a, b, bias, slopes, batch, M, N, K, strides of a and b (batch, row, column), activation, adds
        long ab = w[9], bb = w[12], M = w[6], N = w[7];
        for (int i = 0; i < w[5]; i++) {
          Epilogue e = {w[3] < 0 ? 0 : heap + w[3] + i * (long)w[16], w[15],
                        w[4] < 0 ? 0 : heap + w[4] + i * M * N, N};
          product(M, N, w[8], AT(1) + i * ab, w[10], w[11], AT(2) + i * bb, w[13], w[14], AT(0) + i * M * N, w[17], e);
        }
        break;
      }
      case OP_MAP: mapped(w[2], AT(0), AT(1), w[3], bits(w[4]), bits(w[5])); break;
      case OP_ZIP: zipped(w[3], AT(0), AT(1), AT(2), w + 4, w + 8, w + 12); break;
      case OP_REDUCE: reduced(w[2], AT(0), AT(1), w[3], w[4], w[5]); break;
      case OP_ARGMAX: argmax(AT(0), AT(1), w[2], w[3], w[4]); break;
      case OP_SOFTMAX: softmax(AT(0), AT(1), w[2], w[3], w[4]); break;
      case OP_COPY: strided(AT(0) + w[2], w + 4, AT(1) + w[3], w + 8, w + 12); break;
      case OP_FILL: fill(AT(0), bits(w[2]), w[1]); break;
      case OP_SELECT: chosen(AT(0), AT(1), AT(2), AT(3), w[4]); break;
      case OP_ADAM: // p, m, v, gradient, rate, epsilon, n, beta1, beta2, 1 - beta1, 1 - beta2
        adam(AT(0), AT(1), AT(2), AT(3), w[6], *AT(4), *AT(5), bits(w[7]), bits(w[8]), bits(w[9]), bits(w[10]));
        break;
      case OP_APPROACH: { // variable, value, n, share
        float *t = AT(0), share = bits(w[3]);
        const float *p = AT(1);
        APART for (int i = 0; i < w[2]; i++) t[i] += share * (p[i] - t[i]);
        break;
      }
      case OP_SUBTRACT: { // variable, rate, delta, n
        float *p = AT(0), rate = *AT(1);
        const float *d = AT(2);
        APART for (int i = 0; i < w[3]; i++) p[i] -= rate * d[i];
        break;
      }
      case OP_GRU_FORWARD: { // states, gates, candidates, gated, x, Wg, Ug, Wc, Uc, replicas, slots, rows, inputs, hidden
        long slots = w[10], rows = w[11], inputs = w[12], H = w[13], n = slots * rows;
        for (long r = 0; r < w[9]; r++)
          gruForward(slots, rows, inputs, H, AT(4) + r * n * inputs, AT(5) + r * inputs * 2 * H, AT(6) + r * H * 2 * H,
                     AT(7) + r * inputs * H, AT(8) + r * H * H, AT(1) + r * n * 2 * H, AT(2) + r * n * H,
                     AT(3) + r * n * H, AT(0) + r * n * H);
        break;
      }
      case OP_GRU_BACKWARD: { // dWg, dUg, dWc, dUc, scratch, x, Ug, Uc, gates, candidates, gated, states, dStates, sizes as above
        long slots = w[14], rows = w[15], inputs = w[16], H = w[17], n = slots * rows;
        for (long r = 0; r < w[13]; r++)
          gruBackward(slots, rows, inputs, H, AT(5) + r * n * inputs, AT(6) + r * H * 2 * H, AT(7) + r * H * H,
                      AT(8) + r * n * 2 * H, AT(9) + r * n * H, AT(10) + r * n * H, AT(11) + r * n * H,
                      AT(12) + r * n * H, AT(0) + r * inputs * 2 * H, AT(1) + r * H * 2 * H, AT(2) + r * inputs * H,
                      AT(3) + r * H * H, AT(4), AT(4) + n * 2 * H, AT(4) + n * 3 * H);
        break;
      }
      case OP_CONVOLVE: { // what is written, scratch, the two that are read; kind, images, rows, columns, in, out, size, stride
        Convolution k = {w[6], w[7], w[8], w[9], w[10], w[11]};
        if (w[4] == OF_IMAGE) convolve(w[4], w[5], k, AT(2), AT(3), AT(0), AT(1)); // x, kernel
        if (w[4] == OF_INPUT) convolve(w[4], w[5], k, AT(0), AT(2), AT(3), AT(1)); // kernel, dy
        if (w[4] == OF_KERNEL) convolve(w[4], w[5], k, AT(2), AT(0), AT(3), AT(1)); // x, dy
        break;
      }
      case OP_NORMALISE: // y, mean, variance, inverse, scratch, x, gamma, beta, n, channels, epsilon
        normalise(w[8], w[9], bits(w[10]), AT(5), AT(6), AT(7), AT(0), AT(1), AT(2), AT(3), AT(4));
        break;
      case OP_NORMALISE_BACKWARD: // dx, dGamma, dBeta, scratch, dy, x, gamma, mean, inverse, n, channels
        normaliseBackward(w[9], w[10], AT(4), AT(5), AT(6), AT(7), AT(8), AT(0), AT(1), AT(2), AT(3));
        break;
    }
  }
}
