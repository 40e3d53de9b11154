export type { EvmMeter, Metric, TuneEvent, TuneOptions, TunePhase } from "./options.ts";
export { tuneModel } from "./tune.ts";
