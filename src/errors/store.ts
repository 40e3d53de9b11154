import { EzklError } from "./base.ts";

/** A shared store that cannot be read, or says or sends something else than it should. The build goes on without it. */
export class StoreSourceError extends EzklError {
  constructor(where: string, detail: string, cause?: unknown) {
    super("EZKL_STORE_SOURCE", {
      what: `the shared store gave nothing that can be used: ${detail}`,
      where,
      remedy: "check ezkl.store.shared in the Hardhat configuration, or export the store anew",
      cause,
    });
  }
}

/** Found before the work: the step cannot end well on this machine. */
export class NoRoomError extends EzklError {
  constructor(what: "disk" | "memory", step: string, needed: number, present: number, where: string) {
    const amount = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
    super(what === "disk" ? "EZKL_NO_DISK" : "EZKL_NO_MEMORY", {
      what: `${step} would take about ${amount(needed)} of ${what}; there are ${amount(present)}`,
      where,
      remedy: `${what === "disk" ? "free disk space, or " : ""}make the circuit smaller (npx hardhat ezkl tune NAME, or a lower runArgs.logrows and --repin); --skip-preflight tries it all the same`,
    });
  }
}
