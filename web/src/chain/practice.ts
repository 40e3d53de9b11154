import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { practice } from "virtual:practice";

import { PracticeActError } from "../../errors.ts";
import { ACTS_PATH, type ActName, type PracticeActs, type PracticeFacts } from "../../practice-acts.ts";

import { useWalletState } from "./wallet.tsx";

/** A local world that the page can move. */
export interface Practice extends PracticeFacts {
  /** Whatever was read from the chain is read anew afterwards. @throws PracticeActError */
  act<Name extends ActName>(
    name: Name,
    asked: PracticeActs[Name]["asked"],
  ): Promise<PracticeActs[Name]["answer"]>;
}

/** The world of `npm run web` while the wallet is on its chain; undefined in a build and everywhere else. */
export function usePractice(): Practice | undefined {
  const { wallet } = useWalletState();
  const queries = useQueryClient();
  const here = practice !== undefined && wallet?.chainId === BigInt(practice.chainId);
  return useMemo(() => {
    if (practice === undefined || !here) return undefined;
    return {
      ...practice,
      act: async (name, asked) => {
        const answer = await ask(name, asked);
        await queries.invalidateQueries();
        return answer;
      },
    };
  }, [here, queries]);
}

async function ask<Name extends ActName>(
  name: Name,
  asked: PracticeActs[Name]["asked"],
): Promise<PracticeActs[Name]["answer"]> {
  const response = await fetch(`${ACTS_PATH}/${name}`, { method: "POST", body: JSON.stringify(asked) });
  const answer = (await response.json()) as unknown;
  if (response.ok) return answer as PracticeActs[Name]["answer"];
  const { code, what, remedy } = answer as { code: string; what: string; remedy: string };
  throw new PracticeActError(code, { what, remedy });
}
