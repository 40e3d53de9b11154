import type { EthereumProvider } from "hardhat/types/providers";

import { z } from "zod";

import { PrecompilesError } from "../../src/errors/deployment.ts";
import { findPrecompileFault, type PrecompileFault } from "../../src/precompiles/judge.ts";
import type { PrecompileQuestion } from "../../src/precompiles/questions.ts";

type Provider = Pick<EthereumProvider, "request">;

/** An account that nobody has put code at: a node that answers anything answers a call to it. */
const NOBODY = "0x00000000000000000000000000000000000e2710";

/**
 * Asks a chain, by eth_call, what only working precompiles answer.
 * @returns the first that is missing or wrong; undefined when all work
 * @throws what the provider throws when the chain cannot be asked, which says nothing about precompiles
 */
export async function brokenPrecompile(provider: Provider): Promise<PrecompileFault | undefined> {
  return findPrecompileFault(async (question) => {
    try {
      return { data: await call(provider, question) };
    } catch {
      // A call that fails and a node that does so look alike. A node that answers another call has failed this one: it is asked once more.
      await call(provider, { to: NOBODY, data: "0x" });
      return call(provider, question).then(
        (data) => ({ data }),
        (error: unknown) => ({ failure: firstLineOf(error) }),
      );
    }
  });
}

/**
 * Nothing is to be sent to a chain on which no proof means anything.
 * @param network its name in the configuration
 * @throws PrecompilesError
 */
export async function requirePrecompiles(provider: Provider, network: string): Promise<void> {
  const fault = await brokenPrecompile(provider);
  if (fault !== undefined) throw new PrecompilesError(fault, network);
}

async function call(
  provider: Provider,
  { to, data }: Pick<PrecompileQuestion, "to" | "data">,
): Promise<string> {
  const params = [{ to, data }, "latest"];
  return z.string().parse(await provider.request({ method: "eth_call", params }));
}

function firstLineOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
