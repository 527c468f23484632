// The kernel as a native addon of Node: a heap outside of JavaScript, and the build of the kernel that fits this
// processor. Set-up compiles kernel.c once for each build that the compiler knows, with RUN as its name.

#define _GNU_SOURCE
#include <node_api.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>

typedef void Run(float *heap, const int *program, int length);
#define BUILDS(DO) DO(run_base) DO(run_base_exact) DO(run_v3) DO(run_v3_exact) DO(run_v4) DO(run_v4_exact)
#define DECLARE(name) Run name;
#ifdef __x86_64__
BUILDS(DECLARE)
#else
Run run_base, run_base_exact;
#endif

// The floats that programs may use: addresses are taken at once, memory only where it is written.
static const size_t BYTES = (size_t)1 << 32;

typedef struct {
  float *heap;
  Run *run;
  bool isExact;
} Kernel;

// Numbers below 1.2e-38 cost a hundred times as much as others: while a program runs they are 0, unless its bytes are to
// be those of WebAssembly, which has no such switch.
#ifdef __x86_64__
#include <xmmintrin.h>
static unsigned flushing(void) {
  unsigned before = _mm_getcsr();
  _mm_setcsr(before | 0x8040);
  return before;
}
static void as(unsigned before) { _mm_setcsr(before); }
#else
static unsigned flushing(void) { return 0; }
static void as(unsigned before) { (void)before; }
#endif

static void release(napi_env env, void *heap, void *hint) {
  (void)env, (void)hint;
  munmap(heap, BYTES);
}

// run(place, length): runs the program whose words begin at a place of the heap.
static napi_value call(napi_env env, napi_callback_info info) {
  napi_value arguments[2];
  size_t count = 2;
  Kernel *kernel;
  int32_t place, length;
  napi_get_cb_info(env, info, &count, arguments, NULL, (void **)&kernel);
  napi_get_value_int32(env, arguments[0], &place);
  napi_get_value_int32(env, arguments[1], &length);
  unsigned before = kernel->isExact ? 0 : flushing();
  kernel->run(kernel->heap, (const int *)kernel->heap + place, length);
  if (!kernel->isExact) as(before);
  return NULL;
}

// open(isExact): { heap, run, build }, or nothing where the system gives no addresses.
static napi_value open_(napi_env env, napi_callback_info info) {
  napi_value arguments[1], object, buffer, function, name;
  size_t count = 1;
  bool isExact = false;
  napi_get_cb_info(env, info, &count, arguments, NULL, NULL);
  napi_get_value_bool(env, arguments[0], &isExact);
  static Kernel kernels[64];
  static int opened;
  int number = __atomic_fetch_add(&opened, 1, __ATOMIC_SEQ_CST);
  void *heap = mmap(NULL, BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (heap == MAP_FAILED || number >= 64) return NULL;
#ifdef MADV_HUGEPAGE
  madvise(heap, BYTES, MADV_HUGEPAGE); // fewer pages to look up: a few per cent of a training step
#endif
  Kernel *kernel = &kernels[number];
  kernel->heap = heap;
  kernel->isExact = isExact;
  kernel->run = isExact ? run_base_exact : run_base;
  const char *build = "128 bit";
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl")) {
    kernel->run = isExact ? run_v4_exact : run_v4, build = "AVX-512";
  } else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    kernel->run = isExact ? run_v3_exact : run_v3, build = "AVX2";
  }
#endif
  napi_create_object(env, &object);
  napi_create_external_arraybuffer(env, heap, BYTES, release, NULL, &buffer);
  napi_set_named_property(env, object, "heap", buffer);
  napi_create_function(env, "run", NAPI_AUTO_LENGTH, call, kernel, &function);
  napi_set_named_property(env, object, "run", function);
  napi_create_string_utf8(env, build, NAPI_AUTO_LENGTH, &name);
  napi_set_named_property(env, object, "build", name);
  return object;
}

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "open", NAPI_AUTO_LENGTH, open_, NULL, &function);
  napi_set_named_property(env, exports, "open", function);
  return exports;
}
