import { useQuery, type UseQueryResult } from "@tanstack/react-query";

import { feltToSigned } from "../../../src/index.ts";
import { judgeInput, JUDGE, rawToWad } from "../../../tasks/singing-contest/judge-input.ts";
import { MODELS } from "../models/catalogue.ts";
import { usePageProver } from "../prover/use-prover.tsx";

import type { Attempt } from "./attempt.ts";

/** What a proof of the attempt would say, by the circuit itself: 1e18 is perfect, not capped. */
export function useScore({ melody, heard }: Attempt): UseQueryResult<bigint> {
  const prover = usePageProver();
  return useQuery({
    queryKey: ["score", heard.hash, melody.join(" ")],
    queryFn: async () => {
      const outputs = await prover.run({ model: JUDGE, input: judgeInput(heard.features, melody) });
      const { scaleBits } = MODELS[JUDGE].statement.layout.tensors.find(({ name }) => name === "score") ?? {};
      return rawToWad(feltToSigned(outputs[0]?.[0] ?? 0n), scaleBits ?? 0);
    },
    staleTime: Infinity,
    retry: false,
  });
}
