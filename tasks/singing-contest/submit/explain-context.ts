import type { ProofContext } from "../../../src/artifacts/proof-file.ts";
import { RefusedError } from "../../samples/errors.ts";
import { CONTEST } from "../dapp.ts";

/** What the contract computed the context from, besides ticket and recording. */
type Purpose = Pick<ProofContext, "consumer" | "account"> & { chainId: bigint };

/** The same refusal with the part that differs, as far as the proof file tells what it was made for. */
export function explainContext(refused: RefusedError, made: ProofContext, asked: Purpose): RefusedError {
  return new RefusedError(CONTEST, refused.refusal, {
    what: `the proof was made for ${differenceOf(made, asked)}`,
    where: refused.where ?? "submit",
    remedy: refused.remedy,
  });
}

function differenceOf(made: ProofContext, asked: Purpose): string {
  if (made.chainId !== asked.chainId.toString()) return `chain ${made.chainId}, not ${asked.chainId}`;
  if (made.consumer.toLowerCase() !== asked.consumer.toLowerCase()) return `the contest ${made.consumer}`;
  if (made.account.toLowerCase() !== asked.account.toLowerCase())
    return `${made.account}, not for ${asked.account}`;
  return "another ticket or another recording";
}
