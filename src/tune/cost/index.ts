export { CircuitTooLargeError } from "../../errors/cost.ts";
export type { Rendering } from "./gas.ts";
export { REFERENCE_SPEED, speedFrom, type MachineSpeed } from "./machine.ts";
export { predict, type Figures } from "./predict.ts";
export { misfit } from "./room.ts";
export { circuitShape } from "./shape.ts";
export { smallestK, smallestKOfOneBlock } from "./smallest-k.ts";
