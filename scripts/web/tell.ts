import { line, styled, type Drawn } from "../../tasks/ui/shown.ts";

import type { World } from "./world.ts";

/** Port of Hardhat's network "localhost". */
const LOCALHOST = ":8545";

/** What is there, for whoever started it. */
export function tellWorld({ rpc, chainId }: Pick<World, "rpc" | "chainId">, url: string): (string | Drawn)[] {
  return [
    "",
    line("The page: ", styled("bold", url)),
    `The chain: ${rpc}, id ${chainId}. It lives in this process and ends with it.`,
    ...(rpc.endsWith(LOCALHOST)
      ? []
      : [
          `It is not at port ${LOCALHOST.slice(1)}, where the page's commands with --network localhost look for it.`,
        ]),
    "",
    "On it: a singing contest, a uniqueness registry with a capture device and a pool, a trading vault with its feed and market.",
    "The burner wallet has 100 ETH and 20,000 pUSD. Its key is in the page for everybody to read: never send it anything.",
    "Another wallet can be used too: add the chain by the address and id above; the page can fund it.",
    "",
    "Ctrl-C ends it all.",
  ];
}
