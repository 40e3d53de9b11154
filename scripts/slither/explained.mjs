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
    check: "arbitrary-send-eth",
    where: "ContestCurrency._pay",
    why: "an internal function; `claim` pays the sender what it is owed, `refund` a ticket's fee to its singer or challenger, once each",
  },
  {
    check: "low-level-calls",
    where: "ContestCurrency._pay",
    why: "a plain transfer of ether; its result is checked, the debt is cleared before, and both callers are nonReentrant",
  },
  {
    check: "incorrect-equality",
    where: "ContestCurrency._collect",
    why: "the amount that this very transfer brought must be exact; what was sent here before is subtracted",
  },
  {
    check: "uninitialized-local",
    where: "ContestDisputes._strikeUnanswered.left",
    why: "an empty board is meant: places that nobody moves up to stay empty",
  },
  {
    check: "reentrancy-benign",
    where: "ContestTickets.enterWithPermit",
    why: "the token was chosen when the contest was opened, and every function that moves money is nonReentrant",
  },
  {
    check: "low-level-calls",
    where: "SignalBounty.withdraw",
    why: "a plain transfer of ether to its owner; its result is checked and the debt is cleared before",
  },
];
