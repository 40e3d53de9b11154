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
  {
    check: "events-maths",
    where: "VersionedRounds.openRound",
    why: "a contract of the tests, here for the base that it stands on: nobody follows its rounds",
  },
  ...[
    { check: "dead-code", where: "EzklRegistryConsumer._layout" },
    { check: "unimplemented-functions", where: "VersionedRounds" },
  ].map((found) => ({
    ...found,
    why: "slither does not follow the virtual functions: EzklConsumerBase calls them and EzklRegistryConsumer has them",
  })),
  {
    check: "unused-return",
    where: "ZkmlVerifier.getModel",
    why: "the model's name has no place in the draft's answer",
  },
  ...["FeedRounds.latest", "FeedRounds._tryRead"].map((where) => ({
    check: "unused-return",
    where,
    why: "`startedAt` says nothing about when an answer held; the rest is read",
  })),
  {
    check: "calls-loop",
    where: "PriceRing._latestRound",
    why: "asked once for all the days of a call, at the first that is not known: the loop keeps the answer",
  },
  ...["VaultShares.deposit", "VaultShares.withdraw"].map((where) => ({
    check: "reentrancy-balance",
    where,
    why: "what the trade took or gave is measured around the trade itself, and the parts are of what was held before it, as meant; nonReentrant",
  })),
  ...[
    "TradingVault._order",
    "TradingVault.state",
    "VaultShares.maxRedeem",
    "VaultShares._takenMore",
    "VaultShares._takesDeposits",
    "VaultShares._sharesFor",
  ].map((where) => ({
    check: "incorrect-equality",
    where,
    why: "zero, or all of it, is its own case: without risk no price is needed. Whoever donates a unit makes one needed, and no more",
  })),
  ...["VaultMarket.uniswapV3SwapCallback", "VaultMarket._swap"].map((where) => ({
    check: "incorrect-equality",
    where,
    why: "two booleans are compared: which token is sold, and which is the pool's first",
  })),
  {
    check: "unused-return",
    where: "VaultShares._hasPrice",
    why: "only whether there is a price is asked",
  },
  {
    check: "unused-return",
    where: "TradingVault.rebalance",
    why: "how many closes were new does not matter; a missing one is refused with the window",
  },
  {
    check: "unused-return",
    where: "VaultMarket._swap",
    why: "what the pool says is not believed; what arrived and what was paid is measured",
  },
  {
    check: "events-maths",
    where: "TradingVault.rebalance",
    why: "Rebalanced tells the epoch",
  },
  ...["VaultMarket._swap", "TradingVault.rebalance"].map((where) => ({
    check: "reentrancy-benign",
    where,
    why: "the ring and the pool were fixed at the creation, every entry is nonReentrant, and the epoch is marked before the first call",
  })),
  ...["Payouts.openShare", "Payouts._openPeriod", "CaptureDevices._acceptSignature"].map((where) => ({
    check: "incorrect-equality",
    where,
    why: "numbers of periods and days: whether it is still the same one is asked, and nobody can set either",
  })),
  {
    check: "incorrect-equality",
    where: "Enrolments._requireFree",
    why: "no enrolled code is zero, so zero says that the account has none",
  },
  {
    check: "unused-return",
    where: "AccountMoves.requestMove",
    why: "how near the code is does not matter: it is within the threshold, or there is none",
  },
];
