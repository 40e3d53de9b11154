import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { forgeriesOf } from "../../../../src/audit/forgeries.ts";
import { fail, pass, skipped, type AuditLine } from "../../../../src/audit/line.ts";
import type { SampleProof } from "../../../../src/audit/sample-proof.ts";
import type { Found } from "../../../../src/audit/subject.ts";
import { answerOf } from "../../../on-chain.ts";

/** Asks the contract by eth_call about one good proof and several that it must refuse. */
export async function proofLines(
  connection: NetworkConnection<ChainType | string>,
  address: string,
  sample: Found<SampleProof>,
  built: boolean,
): Promise<AuditLine[]> {
  if ("why" in sample) {
    const good = built
      ? fail("good-proof", "EZKL_AUDIT_NO_PROOF", sample.why)
      : skipped("good-proof", sample.why);
    return [good, skipped("bad-proofs", "there is no good proof to make bad ones of")];
  }
  const { accepted, reason } = await answerOf(connection, address, sample.value);
  const good = accepted
    ? pass("good-proof", "a proof of the sample input, made by the rebuilt key, is accepted")
    : fail("good-proof", "EZKL_AUDIT_REFUSES_GOOD_PROOF", `a good proof of this model is refused: ${reason}`);
  const forgeries = forgeriesOf(sample.value);
  const taken: string[] = [];
  for (const forgery of forgeries)
    if ((await answerOf(connection, address, forgery)).accepted) taken.push(forgery.how);
  const none = accepted
    ? pass("bad-proofs", `${forgeries.length} bad proofs of ${forgeries.length} are refused`)
    : skipped("bad-proofs", "they are refused, which says nothing of a contract that refuses good ones too");
  const bad =
    taken.length === 0
      ? none
      : fail("bad-proofs", "EZKL_AUDIT_ACCEPTS_BAD_PROOF", `it accepts ${taken.join("; ")}`, {
          expected: `${forgeries.length} of ${forgeries.length} refused`,
          found: `${taken.length} accepted`,
        });
  return [good, bad];
}
