import { Interface } from "ethers";
import { z } from "zod";

import { compileSolidity } from "../../helpers/compile.ts";
import { deployCompiled, type Connection } from "../../helpers/scorer.ts";

/** Asks contracts in one call: a call of its own for each answer takes ten times as long, most of it for the stack trace of the revert. */
const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract AskMany {
    struct Answer {
        bool ok;
        bytes data;
    }

    function ask(address to, bytes[] calldata calls) external view returns (Answer[] memory answers) {
        answers = new Answer[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i)
            (answers[i].ok, answers[i].data) = to.staticcall{ gas: 3_000_000 }(calls[i]);
    }
}
`;
const GAS = "0x3b9aca00"; // 1,000,000,000
const asker = new Interface([
  "function ask(address to, bytes[] calls) view returns (tuple(bool ok, bytes data)[])",
]);

export interface Answer {
  ok: boolean;
  /** What was returned, or the revert's data. */
  data: string;
}

/** What the contract at `to` answers to each of these call data. @param connection to a chain whose blocks hold a thousand million gas */
export type Ask = (to: string, calls: readonly string[]) => Promise<Answer[]>;

export async function deployAsker(connection: Connection): Promise<Ask> {
  const at = await deployCompiled(connection, compileSolidity(SOURCE, "AskMany"));
  return async (to, calls) => {
    const data = asker.encodeFunctionData("ask", [to, calls]);
    const result = z.string().parse(
      await connection.provider.request({
        method: "eth_call",
        params: [{ to: at, data, gas: GAS }, "latest"],
      }),
    );
    const [answers] = asker.decodeFunctionResult("ask", result) as unknown as [Answer[]];
    return answers.map(({ ok, data: returned }) => ({ ok, data: returned }));
  };
}
