import { lookAtStatus } from "../../samples/dapp.ts";

/** Where to look when the state is not what the task expected. */
export const LOOK = lookAtStatus({ scope: "vault" });
