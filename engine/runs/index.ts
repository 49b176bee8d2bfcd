/** Durable runs: what wiring puts together. */
export { createCallbackDispatcher } from './callback.ts';
export { allowsOrigin, type CallbackOriginCheck, createCallbackOriginCheck } from './callback-origin.ts';
export { EFFECT_TIMES, type EffectTimes } from './effect.ts';
export { createRuns } from './runs.ts';
export { startSweeper } from './sweeper.ts';
export { startWorker } from './worker.ts';
