import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { MESSAGES } from "../../ui/messages.ts";

export interface Published {
  published: boolean;
  /** One line for the person. */
  note: string;
}

/** Publishes a verifier's source to the network's explorer. A failure is told and costs nothing: the deployment is recorded. */
export async function publishSource(
  hre: HardhatRuntimeEnvironment,
  address: string,
  contract: string,
): Promise<Published> {
  try {
    const { verifyContract } = await import("@nomicfoundation/hardhat-verify/verify");
    const published = await verifyContract({ address, constructorArgs: [] }, hre);
    return {
      published,
      note: published
        ? MESSAGES.sourcePublished(contract)
        : MESSAGES.sourceNotPublished("the explorer refused it"),
    };
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
    return { published: false, note: MESSAGES.sourceNotPublished(why) };
  }
}
