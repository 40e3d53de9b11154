import {
  contextHash,
  contextLimbs,
  feltFromBe,
  joinLimbs,
  parseFeltBe,
  type Fixed,
  type ProofContext,
  type ProofFile,
} from "../../../../src/index.ts";
import { formatDay } from "../../../../tasks/trading-vault/format/day.ts";
import { tradingSignalStatement } from "../../../../types/ezkl/trading-signal.ts";

/** What the vault will hold a proof against. */
export interface Expected {
  readonly modelDigest: string;
  /** See `decisionContext`. */
  readonly context: ProofContext;
  readonly epoch: bigint;
  /** Of the window, in 2^-16. */
  readonly returns: readonly bigint[];
}

/** One thing that must hold, and what was found. */
export interface Check {
  readonly what: string;
  readonly holds: boolean;
  readonly found: string;
}

/** A proof, read. */
export interface Decision {
  readonly instances: bigint[];
  readonly allocation: Fixed;
  /** In the order in which somebody would look for a mistake. */
  readonly checks: readonly Check[];
}

/**
 * Reads a proof and compares it with what the vault checks. What the file says of itself only names the difference; what counts are the
 * proof's own field elements.
 * @throws InstanceCountError, FeltInvalidError, SignedOutOfRangeError, ContextArgumentError when they are none of this model's
 */
export function checkDecision(file: ProofFile, expected: Expected): Decision {
  const instances = file.instances.map((felt, index) => feltFromBe(parseFeltBe(felt, `instances[${index}]`)));
  const { returns, allocation, context } = tradingSignalStatement.decode(instances);
  const wanted = expected.context;
  const { modelDigest } = expected;
  const hash = contextHash({ ...wanted, chainId: BigInt(wanted.chainId), modelDigest });
  const other = returns.findIndex(({ raw }, index) => raw !== expected.returns[index]);
  const day = expected.epoch - BigInt(returns.length - 1 - other);
  return {
    instances,
    allocation,
    checks: [
      same("Model", modelDigest, file.modelDigest),
      same("Chain", wanted.chainId, file.context?.chainId),
      same("Vault", wanted.consumer, file.context?.consumer),
      same("Keeper", wanted.account, file.context?.account),
      same("Day", wanted.scope, file.context?.scope, dayOf),
      {
        what: "Bound to all of these",
        ...(context === joinLimbs(contextLimbs(hash).map(BigInt))
          ? { holds: true, found: "the proof itself says so" }
          : { holds: false, found: "the proof’s own context is another" }),
      },
      {
        what: "Prices",
        ...(other === -1
          ? { holds: true, found: "all 28 returns are the chain’s" }
          : {
              holds: false,
              found: `the return of ${formatDay(day)} is ${returns[other]?.raw ?? ""}, the chain’s ${expected.returns[other] ?? "none"} (in 2^-16)`,
            }),
      },
    ],
  };
}

function same(
  what: string,
  expected: string,
  found: string | undefined,
  tell = (value: string): string => value,
): Check {
  if (found === undefined) return { what, holds: false, found: "the proof was made for nobody" };
  const holds = found.toLowerCase() === expected.toLowerCase();
  return { what, holds, found: holds ? tell(found) : `${tell(found)}, not ${tell(expected)}` };
}

/** Whether the vault can take it, as far as can be told without asking. */
export function isSound({ checks }: Pick<Decision, "checks">): boolean {
  return checks.every(({ holds }) => holds);
}

/** A scope as the day that it counts. */
function dayOf(scope: string): string {
  const day = BigInt(scope);
  return day < 1_000_000n ? formatDay(day) : scope;
}
