// ---
// jupyter:
//   kernelspec:
//     name: tslab
//     language: typescript
//     display_name: TypeScript
// ---

// %%
import * as tw from "twinlab";
const seeds = [0, 1, 2, 3, 4];
await tw.selectBackend();

// %%
import * as v8 from "node:v8";
import * as vm from "node:vm";
v8.setFlagsFromString("--expose-gc");
const collect = vm.runInNewContext("gc");

// %%
const environment = new tw.singleBsSync.SingleBsSync({ weight: 0.5 }, { seeds: seeds, copies: 4 });
const learner = tw.createSac(environment, tw.streamsOf(seeds, 1, "training"), { warmUp: 64, batchSize: 64 });
const curve = await tw.train(environment, learner, { seeds: seeds, slots: 300, every: 100 });
await tw.show(curve);

// %%
collect();
console.log("look " + JSON.stringify([process.memoryUsage().rss / 1e6, process.memoryUsage().heapUsed / 1e6]));

// %%
const environment = new tw.singleBsSync.SingleBsSync({ weight: 0.5 }, { seeds: seeds, copies: 4 });
const learner = tw.createSac(environment, tw.streamsOf(seeds, 1, "training"), { warmUp: 64, batchSize: 64 });
const curve = await tw.train(environment, learner, { seeds: seeds, slots: 300, every: 100 });
await tw.show(curve);

// %%
collect();
console.log("look " + JSON.stringify([process.memoryUsage().rss / 1e6, process.memoryUsage().heapUsed / 1e6]));

// %%
const environment = new tw.singleBsSync.SingleBsSync({ weight: 0.5 }, { seeds: seeds, copies: 4 });
const learner = tw.createSac(environment, tw.streamsOf(seeds, 1, "training"), { warmUp: 64, batchSize: 64 });
const curve = await tw.train(environment, learner, { seeds: seeds, slots: 300, every: 100 });
await tw.show(curve);

// %%
collect();
console.log("look " + JSON.stringify([process.memoryUsage().rss / 1e6, process.memoryUsage().heapUsed / 1e6]));

// %%
const environment = new tw.singleBsSync.SingleBsSync({ weight: 0.5 }, { seeds: seeds, copies: 4 });
const learner = tw.createSac(environment, tw.streamsOf(seeds, 1, "training"), { warmUp: 64, batchSize: 64 });
const curve = await tw.train(environment, learner, { seeds: seeds, slots: 300, every: 100 });
await tw.show(curve);

// %%
collect();
console.log("look " + JSON.stringify([process.memoryUsage().rss / 1e6, process.memoryUsage().heapUsed / 1e6]));

// %%
const environment = new tw.singleBsSync.SingleBsSync({ weight: 0.5 }, { seeds: seeds, copies: 4 });
const learner = tw.createSac(environment, tw.streamsOf(seeds, 1, "training"), { warmUp: 64, batchSize: 64 });
const curve = await tw.train(environment, learner, { seeds: seeds, slots: 300, every: 100 });
await tw.show(curve);

// %%
collect();
console.log("look " + JSON.stringify([process.memoryUsage().rss / 1e6, process.memoryUsage().heapUsed / 1e6]));

// %%
const environment = new tw.singleBsSync.SingleBsSync({ weight: 0.5 }, { seeds: seeds, copies: 4 });
const learner = tw.createSac(environment, tw.streamsOf(seeds, 1, "training"), { warmUp: 64, batchSize: 64 });
const curve = await tw.train(environment, learner, { seeds: seeds, slots: 300, every: 100 });
await tw.show(curve);

// %%
collect();
console.log("look " + JSON.stringify([process.memoryUsage().rss / 1e6, process.memoryUsage().heapUsed / 1e6]));

// %%
const environment = new tw.singleBsSync.SingleBsSync({ weight: 0.5 }, { seeds: seeds, copies: 4 });
const learner = tw.createSac(environment, tw.streamsOf(seeds, 1, "training"), { warmUp: 64, batchSize: 64 });
const curve = await tw.train(environment, learner, { seeds: seeds, slots: 300, every: 100 });
await tw.show(curve);

// %%
collect();
console.log("look " + JSON.stringify([process.memoryUsage().rss / 1e6, process.memoryUsage().heapUsed / 1e6]));

// %%
const environment = new tw.singleBsSync.SingleBsSync({ weight: 0.5 }, { seeds: seeds, copies: 4 });
const learner = tw.createSac(environment, tw.streamsOf(seeds, 1, "training"), { warmUp: 64, batchSize: 64 });
const curve = await tw.train(environment, learner, { seeds: seeds, slots: 300, every: 100 });
await tw.show(curve);

// %%
collect();
console.log("look " + JSON.stringify([process.memoryUsage().rss / 1e6, process.memoryUsage().heapUsed / 1e6]));

// %%
const environment = new tw.singleBsSync.SingleBsSync({ weight: 0.5 }, { seeds: seeds, copies: 4 });
const learner = tw.createSac(environment, tw.streamsOf(seeds, 1, "training"), { warmUp: 64, batchSize: 64 });
const curve = await tw.train(environment, learner, { seeds: seeds, slots: 300, every: 100 });
await tw.show(curve);

// %%
collect();
console.log("look " + JSON.stringify([process.memoryUsage().rss / 1e6, process.memoryUsage().heapUsed / 1e6]));

// %%
const environment = new tw.singleBsSync.SingleBsSync({ weight: 0.5 }, { seeds: seeds, copies: 4 });
const learner = tw.createSac(environment, tw.streamsOf(seeds, 1, "training"), { warmUp: 64, batchSize: 64 });
const curve = await tw.train(environment, learner, { seeds: seeds, slots: 300, every: 100 });
await tw.show(curve);

// %%
collect();
console.log("look " + JSON.stringify([process.memoryUsage().rss / 1e6, process.memoryUsage().heapUsed / 1e6]));
