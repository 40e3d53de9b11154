/**
 * Detectors that are not run, each with the reason.
 * @type {Readonly<Record<string, string>>}
 */
export const EXCLUDED = {
  "naming-convention": "immutables are named like constants here, as solhint and OpenZeppelin have them",
  assembly: "says only that there is assembly; each block has its reason beside it",
  timestamp: "deadlines of hours: the seconds that a proposer may choose change nothing",
};

/**
 * Findings that stand, each with the reason why it is none.
 * @type {readonly { check: string, where: string, why: string }[]}
 */
export const EXPLAINED = [
  {
    check: "incorrect-shift",
    where: "EzklVerifierPin._findOutside",
    why: "the set of allowed opcodes is a bit mask: bit number `opcode` is meant, and shl(opcode, 1) is it",
  },
  {
    check: "low-level-calls",
    where: "SignalBounty.withdraw",
    why: "a plain transfer of ether to its owner; its result is checked and the debt is cleared before",
  },
];
