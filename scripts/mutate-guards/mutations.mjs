import { contestTests, contractTests, registryTests, vaultTests } from "./groups.mjs";

/**
 * One guard and what its removal must break.
 *
 * @typedef {object} Mutation
 * @property {string} name
 * @property {string} file
 * @property {string} guard Text that occurs exactly once in the file, unless `at` tells where it stands.
 * @property {string} without What stands there without the guard.
 * @property {number} [at]
 * @property {string} sample As of a group.
 * @property {readonly string[]} tests Test files of which at least one test must then fail.
 * @property {readonly string[]} [errors] What the guard throws: tests that name one of them run first.
 */

/**
 * @param {string} file
 * @param {string} sample
 * @param {readonly string[]} tests
 * @param {Record<string, [guard: string, without: string]>} guards
 * @returns {Mutation[]}
 */
const inFile = (file, sample, tests, guards) =>
  Object.entries(guards).map(([name, [guard, without]]) => ({ name, file, guard, without, sample, tests }));

/** @param {string[]} names */
const reusableTests = (...names) => names.map((name) => `test/core/reusable/${name}.test.ts`);

const equalityTests = ["equality", "specialised"].map((name) => `test/core/verifier/${name}.test.ts`);

const CONTEST = "contracts/samples/singing-contest";
const VAULT = "contracts/samples/trading-vault";
const REGISTRY = "contracts/samples/uniqueness-registry";

/**
 * What findGuards does not find: guards that are no statement of their own, and effects that a guard relies on.
 *
 * @type {readonly Mutation[]}
 */
export const MUTATIONS = [
  ...inFile("src/verifier/guard.ts", "", contractTests("verifier-layout"), {
    "layout: all of it": ["revert(0x1c, 0x04)", "pop(0)"],
    "layout: offset of the proof": ["eq(calldataload(0x04), 0x40)", "1"],
    "layout: offset of the instances": ["eq(calldataload(0x24), ${hex(instancesHead - 0x04)})", "1"],
    "layout: length of the proof": ["eq(calldataload(0x44), ${hex(proofLength)})", "1"],
    "layout: length of the instances": [
      "eq(calldataload(${hex(instancesHead)}), ${hex(instanceCount)})",
      "1",
    ],
    "layout: total size": ["eq(calldatasize(), ${hex(end)})", "1"],
  }),
  ...inFile("src/verifier/answers.ts", "", ["test/core/verifier/answers.test.ts"], {
    "answers: every call is a known one": ["if (all !== known) refuse", "if (false) refuse"],
    "answers: their size": ["if (Number(size) !== bytesOf(precompile)) refuse", "if (false) refuse"],
  }),
  ...inFile("src/verifier/symbolic/program.ts", "", equalityTests, {
    "equality: plain characters": ["if (!PLAIN.test(source))", "if (false)"],
    "equality: one value for a constant": ["if (this.#constants.has(name)) this", "if (false) this"],
    "equality: nothing behind the contract": [
      'if (this.#lines.slice(this.#at).some((line) => line !== ""))',
      "if (false)",
    ],
    "equality: the very lines": ["this.#lines[this.#at]?.trimEnd() !== expected", "false"],
  }),
  ...inFile("src/verifier/symbolic/guard.ts", "", equalityTests, {
    "equality: the whole guard": ["expected.size !== new Set(required).size ||", ""],
    "equality: nothing but the guard": ["|| required.some((node) => !expected.has(node))", ""],
    "equality: the guard's error": ['!isCall(store, "mstore", [0n, SELECTOR]) ||', ""],
    "equality: the guard's revert": ['!isCall(fail, "revert", [0x1cn, 4n]) ||', ""],
  }),
  ...inFile("src/verifier/symbolic/run.ts", "", equalityTests, {
    "equality: nothing before the guard": ['this.#program.statements[0]?.kind !== "if"', "false"],
    "equality: arguments are known behind the guard": [
      "value !== undefined && !this.#machine.layoutIsKnown",
      "false",
    ],
    "equality: a name has one meaning": ["if (!this.#isFree(name) || !scope", "if (!scope"],
    "equality: reverts without data": ["if (!revertsWithoutData(statement.body)) this", "if (false) this"],
  }),
  ...inFile("src/verifier/symbolic/machine.ts", "", equalityTests, {
    "equality: a return ends the execution": ["throw new Halt();", "return null;"],
  }),
  ...inFile("src/verifier/symbolic/memory.ts", "", equalityTests, {
    "equality: memory is not for nothing": ["|| at >= this.#limit)", ")"],
    "equality: a word that is part known": [
      "this.#bytes.set(this.#aligned(at), value);\n    this.#words.delete(at);",
      "this.#bytes.set(this.#aligned(at), value);",
    ],
  }),
  ...inFile("src/verifier/proof/equal.ts", "", equalityTests, {
    "equality: answers are looked at": ["requireAnswersChecked(actual, nodes, where);", ""],
    "equality: no more calls than the engine's": [
      "if (actual.calls.length > expected.calls.length)",
      "if (false)",
    ],
    "equality: steps": ["{ steps: STEPS_MORE * expected.steps }", "{}"],
    "equality: low degree": ["requireLowDegree(pairing.slice(0, 2), where);", ""],
    "equality: no idle calls": [
      "for (const behaviour of [expected, actual]) requireNoIdleCalls(behaviour, where);",
      "",
    ],
    "equality: checks before points": ["  if (checksBeforePoints)\n", "  if (false)\n"],
    "equality: the point": ["    if (\n      valuation", "    if (\n      false &&\n      valuation"],
  }),
  ...inFile("src/verifier/proof/low-degree.ts", "", equalityTests, {
    "equality: inverses of challenges only": ['operation === "inverse" && ofCalldata', "false && ofCalldata"],
    "equality: degrees": ["degree.numerator > MAX_DEGREE ||", ""],
  }),
  ...inFile("src/verifier/proof/valuation.ts", "", equalityTests, {
    "equality: the field's modulus": ["if (REDUCED.has(operation) && (", "if (false && ("],
  }),
  ...inFile("src/verifier/proof/written.ts", "", equalityTests, {
    "equality: the contract's name": ["if (written.name !== contractName)", "if (false)"],
  }),
  ...inFile("src/reusable/render.ts", "", contractTests("reusable"), {
    "reusable: the artifact's hash": ["revert(0x1c, 0x04)", "pop(0)"],
    "reusable: the artifact compared with the hash": ["), ${digest})) {", "), 0)) {"],
    "reusable: the layout of the call data": ["...guardLines(vka.proofLength, vka.instanceCount),", ""],
    "reusable: a head lower": ["add(not(0x1f), ", "add(0x00, "],
  }),
  ...inFile("src/reusable/render.ts", "", reusableTests("render"), {
    "reusable: the artifact of the same key": [
      "requireSameKey(own.facts, request.ownSource, vka, where);",
      "",
    ],
    "reusable: the same proof's length": ["facts.proofLength, vka.proofLength", "0, 0"],
    "reusable: the same number of instances": ["facts.instanceCount, vka.instanceCount", "0, 0"],
    "reusable: the same k": ["facts.k, vka.k]", "0, 0]"],
    "reusable: the same SRS": ["facts.negSG2.join(), vka.negSG2.join()", "0, 0"],
    "reusable: the same key": ['labelled(ownSource, "vk_digest")[0], vka.keyHash', "0, 0"],
    "reusable: the same commitments": [
      "vka.commitmentsAndMore.slice(0, commitments.length).join()",
      "commitments.join()",
    ],
  }),
  ...inFile("src/reusable/source.ts", "", reusableTests("render"), {
    "reusable: the reviewed source": ["found !== SOURCE_SHA256 ||", ""],
  }),
  ...inFile("src/reusable/storage.ts", "", [...contractTests("reusable"), ...reusableTests("storage")], {
    "reusable: the artifact was stored": ["if iszero(stored) {", "if 0 {"],
    "reusable: what lies before a chunk is put back": ['"mstore(sub(at, 0x20), before)",', ""],
    "reusable: a STOP before the data": ["3d393df300", "3d393df3fe"],
    "reusable: each chunk from its own account": ["${hex(index + 1)})))", "0x01)))"],
  }),
  ...inFile("src/reusable/vka.ts", "", reusableTests("vka"), {
    "reusable: no aggregated circuit": ["small(FIELD.hasAccumulator) !== 0", "false"],
    "reusable: no challenges of its own": ["small(FIELD.userChallenges) !== 0", "false"],
    "reusable: challenges are not overwritten": ["absorbed > scratch", "false"],
    "reusable: memory within 16 bits": ["memory.end + scratch > ADDRESS_LIMIT", "false"],
    "reusable: call data within 16 bits": ["callData > ADDRESS_LIMIT", "false"],
    "reusable: as many words as counted": ["BigInt(bytes.length) !== count * BigInt(WORD_BYTES)", "false"],
    "reusable: no word beyond its end": ["address + WORD_BYTES > end", "false"],
    "reusable: small numbers are small": ["value >= BigInt(ADDRESS_LIMIT)", "false"],
  }),
  ...inFile(
    "contracts/base/EzklConsumerBase.sol",
    "",
    contractTests("consumer", "replay", "theft", "verifier-pin"),
    { "consumer: nullifier marked": ["_spent[nullifier] = 1;", ""] },
  ),
  ...inFile("contracts/libraries/EzklVerifierPin.sol", "", contractTests("verifier-pin"), {
    "pin: delegated account": ["code.length == 23 &&", "false &&"],
    "pin: push data skipped": ["at := add(at, skipped)", ""],
    "pin: JUMPDEST revives": [
      "if eq(opcode, 0x5b) {\n                    live := 1",
      "if eq(opcode, 0x5b) {",
    ],
    "pin: dead code not suspected": ["if iszero(live)", "if 0"],
    "pin: GAS right before STATICCALL": ["0xff00ffff), 0x60005afa)", "0xff0000ff), 0x600000fa)"],
    "pin: only precompiles": ["lt(sub(byte(1, mload(at)), 1), 10)", "1"],
  }),
  ...inFile("contracts/libraries/EzklContext.sol", "", contractTests("context"), {
    "context: width of the limbs": [
      "if (combined >> LIMB_BITS != 0) _revertWithWideLimb(instances, offset);",
      "",
    ],
    "context: chain": ["abi.encode(DOMAIN, block.chainid,", "abi.encode(DOMAIN, uint256(31337),"],
  }),
  ...inFile("contracts/libraries/EzklFelt.sol", "", contractTests("felt"), {
    "felt: largest": ["if (felt < BOUND)", "if (felt <= BOUND)"],
    "felt: smallest": ["felt > R - BOUND", "felt >= R - BOUND"],
    "felt: modulus": ["felt < R)", "felt <= R)"],
  }),
  ...inFile(
    "contracts/samples/signal-bounty/SignalBounty.sol",
    "signal-bounty",
    ["test/samples/signal-bounty.test.ts"],
    {
      "bounty: proof consumed": ["_consumeProof(proof, instances, msg.sender, bytes32(epoch));", ""],
      "bounty: effects before the transfer": ["owed[msg.sender] = 0;", ""],
      "bounty: no less than 0": ["if (wad < 0) return 0;", ""],
      "bounty: no more than 1": [
        "return uint256(wad) > FULL_ALLOCATION ? FULL_ALLOCATION : uint256(wad);",
        "return uint256(wad);",
      ],
    },
  ),
  ...inFile(`${CONTEST}/ContestTerms.sol`, "singing-contest", contestTests("terms"), {
    "contest: twice the dispute window counts": [
      "submissionsCloseAt + 2 * window",
      "submissionsCloseAt + window",
    ],
    "contest: window for the answers": [
      "return challengesCloseAt() + _DISPUTE_WINDOW;",
      "return challengesCloseAt();",
    ],
  }),
  ...inFile(`${CONTEST}/ContestCurrency.sol`, "singing-contest", contestTests("currency", "tickets"), {
    "contest: effects before the transfer": ["owed[msg.sender] = 0;", ""],
    "contest: no ether beside a token": ["native ? amount : 0", "native ? amount : msg.value"],
    "contest: a permit that fails is no matter": ["{} catch {}", "{} catch { revert(); }"],
    "contest: the sender's own permit": ["permit(msg.sender,", "permit(address(this),"],
    "contest: the sender pays": ["safeTransferFrom(msg.sender,", "safeTransferFrom(_HOST,"],
  }),
  ...inFile(
    `${CONTEST}/ContestTickets.sol`,
    "singing-contest",
    contestTests("tickets", "close", "disputes", "melody"),
    {
      "contest: refund marked": ["current.refunded = true;", ""],
      "contest: melody fixed": ["current.melody = melody;", ""],
      "contest: fee to the pool": ["pool += _FEE;", ""],
      "contest: fee of a struck ticket": ["account = current.challenger;", ""],
      "contest: fees of the struck to the others": ["amount = voidRefund;", ""],
      "contest: seed from the block": ["blockhash(drawBlock)", "bytes32(0)"],
      "contest: seed of this contest": [", address(this), ticket)", ", address(0), ticket)"],
      "contest: seed of this ticket": [", address(this), ticket)", ", address(this), uint256(0))"],
      "contest: draw after the drawing block": ["block.number > drawBlock,", "block.number >= drawBlock,"],
      "contest: draw while the hash is known": [
        "block.number <= lastBlock,",
        "block.number <= lastBlock + 1,",
      ],
      "contest: no draw once submissions are closed": [
        "block.timestamp < _SUBMISSIONS_CLOSE_AT",
        "block.timestamp <= _SUBMISSIONS_CLOSE_AT",
      ],
      "contest: refund not while drawable": ["block.number > lastBlock ||", "block.number >= lastBlock ||"],
      "contest: refund once submissions are closed": ["block.timestamp >= _SUBMISSIONS_CLOSE_AT", "false"],
      "contest: entries end": ["block.timestamp < _ENTRIES_CLOSE_AT", "block.timestamp <= _ENTRIES_CLOSE_AT"],
      "contest: the fee is taken": ["_collect(_FEE);", ""],
    },
  ),
  ...inFile(`${CONTEST}/ContestDisputes.sol`, "singing-contest", contestTests("disputes", "close"), {
    "contest: the bond is taken": ["_collect(_CHALLENGE_BOND);", ""],
    "contest: challenge marked": ["current.challenge = Challenge.Open;", ""],
    "contest: challenger remembered": ["current.challenger = msg.sender;", ""],
    "contest: challenge counted": ["++openChallenges;", ""],
    "contest: answer counted": ["--openChallenges;", ""],
    "contest: answer marked": ["current.challenge = Challenge.Answered;", ""],
    "contest: bond to the singer": ["owed[current.singer] += _CHALLENGE_BOND;", ""],
    "contest: bond back to the challenger": ["owed[current.challenger] += _CHALLENGE_BOND;", ""],
    "contest: the unanswered are struck": ["struck = _strikeUnanswered();", "struck = 0;"],
    "contest: struck marked": ["current.challenge = Challenge.Struck;", ""],
    "contest: the closer's dust": ["owed[msg.sender] += pool % sharing;", ""],
    "contest: the others move up": ["_board = left;", ""],
    "contest: first place reaches the threshold": ["_board.scores[0] < _THRESHOLD", "_board.scores[0] == 0"],
    "contest: the threshold itself is enough": [
      "_board.scores[0] < _THRESHOLD",
      "_board.scores[0] <= _THRESHOLD",
    ],
    "contest: each place reaches the threshold": [
      "if (_board.scores[place] < _THRESHOLD) return 0;",
      "if (_board.scores[place] == 0) return 0;",
    ],
    "contest: void marked": ["outcome = Outcome.Void;", ""],
    "contest: won marked": ["outcome = Outcome.Won;", ""],
    "contest: the host's share": ["owed[_HOST] += hostCut;", ""],
    "contest: the host's share leaves the prize": ["pool - hostCut", "pool"],
    "contest: the first gets what is left": [
      "prize - second - third",
      "(prize * _FIRST_SPLIT) / BASIS_POINTS",
    ],
    "contest: close waits for answers": [
      "openChallenges == 0 ? challengesCloseAt() : revealsCloseAt()",
      "challengesCloseAt()",
    ],
    "contest: close need not wait for nothing": [
      "openChallenges == 0 ? challengesCloseAt() : revealsCloseAt()",
      "revealsCloseAt()",
    ],
    "contest: challenges from the close of submissions": [
      "block.timestamp >= _SUBMISSIONS_CLOSE_AT",
      "block.timestamp > _SUBMISSIONS_CLOSE_AT",
    ],
    "contest: challenges end": [
      "block.timestamp < challengesCloseAt()",
      "block.timestamp <= challengesCloseAt()",
    ],
    "contest: answers end": ["block.timestamp < revealsCloseAt()", "block.timestamp <= revealsCloseAt()"],
    "contest: no early close": ["block.timestamp >= closableAt()", "block.timestamp + 1 >= closableAt()"],
  }),
  ...inFile(`${CONTEST}/SingingContest.sol`, "singing-contest", contestTests("submit", "proofs"), {
    "contest: proof consumed": [
      "_consumeProof(proof, instances, msg.sender, scopeOf(ticket, recordingHash));",
      "",
    ],
    "contest: scope names the recording": [
      "abi.encode(ticket, recordingHash)",
      "abi.encode(ticket, bytes32(0))",
    ],
    "contest: scope names the ticket": [
      "abi.encode(ticket, recordingHash)",
      "abi.encode(uint256(0), recordingHash)",
    ],
    "contest: score capped": [
      "uint256(score) < _CAP ? uint64(uint256(score)) : _CAP",
      "uint64(uint256(score))",
    ],
    "contest: zero is no score": ["score > 0,", "score >= 0,"],
    "contest: better means more": ["score > current.score,", "score >= current.score,"],
    "contest: submissions end": [
      "block.timestamp < _SUBMISSIONS_CLOSE_AT",
      "block.timestamp <= _SUBMISSIONS_CLOSE_AT",
    ],
    "contest: score kept": ["current.score = score;", ""],
    "contest: recording kept": ["current.recordingHash = recordingHash;", ""],
    "contest: every slot compared": ["slot < Melody.SLOTS", "slot < Melody.SLOTS - 1"],
  }),
  ...inFile(`${CONTEST}/Standings.sol`, "singing-contest", contestTests("submit"), {
    "contest: ties go to the earlier": ["current.scores[place] >= score", "current.scores[place] > score"],
    "contest: a ticket stands once": ["ticket == mover || ticket == 0", "ticket == 0"],
    "contest: eight are kept": ["PLACES = 8", "PLACES = 3"],
  }),
  ...inFile(`${CONTEST}/Melody.sol`, "singing-contest", contestTests("melody"), {
    "contest: steps stay in the octave, below": ["degree < size", "false"],
    "contest: steps stay in the octave, above": ["degree + size >= DEGREES", "false"],
  }),
  ...inFile(`${VAULT}/Quotes.sol`, "trading-vault", vaultTests("shares", "trades", "rebalance"), {
    "vault: the worst sale is worse than the price": [
      "BASIS_POINTS - quote.slippage), quote.risk",
      "BASIS_POINTS), quote.risk",
    ],
    "vault: the dearest purchase is dearer than the price": ["BASIS_POINTS + quote.slippage", "BASIS_POINTS"],
    "vault: costs are rounded up": ["amount, Math.Rounding.Ceil) + ROUNDING", "amount) + ROUNDING"],
    "vault: dust can be bought": ["Math.Rounding.Ceil) + ROUNDING", "Math.Rounding.Ceil)"],
    "vault: dust can be sold": ["risk.saturatingSub(ROUNDING)", "risk"],
    "vault: the least risk is less than the price's": [
      "quote.risk * (BASIS_POINTS - quote.slippage)",
      "quote.risk * BASIS_POINTS",
    ],
    "vault: dust can be spent": ["stable.saturatingSub(ROUNDING)", "stable"],
  }),
  ...inFile(`${VAULT}/VaultMarket.sol`, "trading-vault", vaultTests("pool"), {
    "vault: a payment is subtracted": ["_payable -= asked;", ""],
    "vault: nothing is left to be asked for": ["_payable = 0;", ""],
    "vault: the side that pays": [
      "_paysStable == _STABLE_IS_TOKEN0 ? amount0Delta : amount1Delta",
      "_paysStable != _STABLE_IS_TOKEN0 ? amount0Delta : amount1Delta",
    ],
    "vault: what was spent is told": ["spent = most - _payable;", "spent = most;"],
    "vault: what came is measured": [
      "received = bought.balanceOf(address(this)) - before;",
      "received = bought.balanceOf(address(this));",
    ],
  }),
  ...inFile(`${VAULT}/VaultTerms.sol`, "trading-vault", vaultTests("governance", "construction"), {
    "vault: a change waits a week": ["CHANGE_DELAY = 7 days", "CHANGE_DELAY = 6 days"],
    "vault: a proposal starts the week again": [
      "applicableAt = block.timestamp + CHANGE_DELAY;",
      "if (applicableAt == 0) applicableAt = block.timestamp + CHANGE_DELAY;",
    ],
    "vault: a cancelled proposal is gone": [
      "applicableAt = 0;\n        emit ProposalCancelled",
      "emit ProposalCancelled",
    ],
    "vault: an applied proposal is gone": ["applicableAt = 0;\n        _terms", "_terms"],
    "vault: applied is what was proposed": ["_terms = _proposed;", ""],
    "vault: slippage above the pool's fee": ["uint256(POOL_FEE) / 100 + 1", "uint256(POOL_FEE) / 100"],
  }),
  ...inFile(
    `${VAULT}/VaultShares.sol`,
    "trading-vault",
    vaultTests("governance", "dormancy", "leaving", "shares", "tokens", "attacks-market"),
    {
      "vault: what shares bring is rounded up, in stable": [
        "(held.stable + 1).mulDiv(shares, held.total, Math.Rounding.Ceil)",
        "(held.stable + 1).mulDiv(shares, held.total)",
      ],
      "vault: what shares bring is rounded up, in risk": [
        "held.risk.mulDiv(shares, held.total, Math.Rounding.Ceil)",
        "held.risk.mulDiv(shares, held.total)",
      ],
      "vault: what shares take is rounded down, in stable": [
        "held.stable.mulDiv(shares, held.total);",
        "held.stable.mulDiv(shares, held.total, Math.Rounding.Ceil);",
      ],
      "vault: what shares take is rounded down, in risk": [
        "held.risk.mulDiv(shares, held.total);",
        "held.risk.mulDiv(shares, held.total, Math.Rounding.Ceil);",
      ],
      "vault: a first share has a price": ["held.total, held.stable + 1)", "held.total, held.stable)"],
      "vault: a first share has a price, risk or not": ["(held.stable + 1) * amount", "held.stable * amount"],
      "vault: a deposit's shares leave room for rounding": ["quote.mostFor(1) + 2", "0"],
      "vault: a withdrawal's shares are rounded up": [
        ".mulDiv(held.total, whole, Math.Rounding.Ceil)",
        ".mulDiv(held.total, whole)",
      ],
      "vault: a withdrawal's shares leave room for rounding": ["quote.worth(Quotes.ROUNDING + 1) + 3", "0"],
      "vault: withdrawing nothing takes nothing": ["if (assets == 0) return 0;", ""],
      "vault: nothing is not moved": ["if (amount != 0) token.safe", "token.safe"],
      "vault: virtual shares": ["return 6;", "return 5;"],
      "vault: a withdrawal sells for what it pays": ["assets.saturatingSub(stable)", "0"],
      "vault: others spend an allowance": [
        "if (msg.sender != owner) _spendAllowance(owner, msg.sender, shares);",
        "",
      ],
      "vault: shares are burnt": ["_burn(owner, shares);", ""],
      "vault: no limit in a pause": ["!paused() && _isAwake()", "_isAwake()"],
      "vault: no limit in sleep": ["!paused() && _isAwake()", "!paused()"],
      "vault: no deposit limit without a price": [
        "(RISK.balanceOf(address(this)) == 0 || _hasPrice())",
        "true",
      ],
      "vault: no withdrawal limit without a price": ["if (held.risk != 0 && !_hasPrice()) return 0;", ""],
      "vault: no redemption limit without a price": ["risk == 0 || _hasPrice() ? shares : 0", "shares"],
      "vault: no price needed for nothing": ["if (risk != 0) return _quoteAt", "return _quoteAt"],
    },
  ),
  ...inFile(
    `${VAULT}/TradingVault.sol`,
    "trading-vault",
    vaultTests("rebalance", "trades", "keeper", "dormancy", "attacks-proofs"),
    {
      "vault: proof consumed": ["_consumeProof(proof, instances, msg.sender, bytes32(epoch));", ""],
      "vault: scope is the epoch": ["bytes32(epoch));", "bytes32(0));"],
      "vault: returns compared": ["_requireReturns(epoch, instances);\n        _rebalance", "_rebalance"],
      "vault: an epoch is done once": ["lastEpoch = epoch;", ""],
      "vault: days are recorded up to the epoch": [
        "RING.observe(epoch + 1 - rounds.length, rounds)",
        "RING.observe(epoch, rounds)",
      ],
      "vault: asleep from the day after": [
        "currentEpoch() > lastEpoch + DORMANT_AFTER",
        "currentEpoch() >= lastEpoch + DORMANT_AFTER",
      ],
      "vault: the last second counts": ["block.timestamp <= deadline", "block.timestamp < deadline"],
      "vault: the cap holds": [
        "amount = Math.min(amount, nav.mulDiv(terms_.tradeCap, Quotes.BASIS_POINTS));",
        "",
      ],
      "vault: the band holds": ["amount < nav.mulDiv(terms_.minTrade, Quotes.BASIS_POINTS)", "false"],
      "vault: the band's edge is a trade": [
        "amount < nav.mulDiv(terms_.minTrade",
        "amount <= nav.mulDiv(terms_.minTrade",
      ],
      "vault: to sell all is to sell all": [
        "amount == value ? held.risk : quote.amountWorth(amount)",
        "quote.amountWorth(amount)",
      ],
      "vault: allocations are clipped below": ["if (rawAllocation <= 0) return 0;", ""],
      "vault: allocations are clipped above": [
        "Math.min(uint256(rawAllocation), one)",
        "uint256(rawAllocation)",
      ],
      "vault: halves up": ["raw * 100 + one / 2", "raw * 100"],
      "vault: the fee is the terms'": [
        "Math.min(terms().keeperFee, nav / KEEPER_FEE_DIVISOR)",
        "nav / KEEPER_FEE_DIVISOR",
      ],
      "vault: the fee is capped": [
        "Math.min(terms().keeperFee, nav / KEEPER_FEE_DIVISOR)",
        "terms().keeperFee",
      ],
      "vault: the fee's shares dilute themselves": [
        "fee.mulDiv(held.total, nav + 1 - fee)",
        "fee.mulDiv(held.total, nav + 1)",
      ],
    },
  ),
  ...inFile(
    `${REGISTRY}/HammingIndex.sol`,
    "uniqueness-registry",
    registryTests("hamming-index-changes", "hamming-index"),
    {
      "registry: the first chunks are searched one flip wider": [
        "chunk <= threshold % CHUNKS",
        "chunk < threshold % CHUNKS",
      ],
      "registry: the low byte gets the flips that remain": ["near[radius - flips]", "near[0]"],
      "registry: nothing beyond the threshold": [
        "Search(code, 0, threshold + 1)",
        "Search(code, 0, threshold + 2)",
      ],
      "registry: the nearest of several": ["if (distance < search.distance) (search", "(search"],
      "registry: a page has two codes": ["_compare(search, uint128(twoCodes));\n            }", "}"],
      "registry: an occupied bucket is marked": [
        "if (i == 0) index.occupancy",
        "if (i == 1) index.occupancy",
      ],
      "registry: an empty bucket is not": ["if (count == 1) index.occupancy", "if (false) index.occupancy"],
      "registry: the last of a bucket takes the place": ["_set(index, bucket, place, last);", ""],
      "registry: the last place is free": ["_set(index, bucket, count - 1, 0);", ""],
      "registry: half a page leaves the other": [
        "others | (uint256(code) << shift)",
        "uint256(code) << shift",
      ],
      "registry: size grows": ["++index.size;", ""],
      "registry: size shrinks": ["--index.size;", ""],
    },
  ),
  ...inFile(
    `${REGISTRY}/CaptureDevices.sol`,
    "uniqueness-registry",
    registryTests("devices", "freezing", "attacks-signatures"),
    {
      "registry: a device's captures are counted": ["= (today, accepted + 1);", "= (today, accepted);"],
      "registry: a day's count begins at zero": [
        "signing.day == today ? signing.acceptedThatDay : 0",
        "signing.acceptedThatDay",
      ],
      "registry: frozen from the very second": [
        "acceptedAt >= signing.revokedFrom",
        "acceptedAt > signing.revokedFrom",
      ],
      "registry: nothing is frozen of a device that counts": ["signing.revoked && acceptedAt", "acceptedAt"],
      "registry: a signature's last second": ["block.timestamp <= deadline", "block.timestamp < deadline"],
      "registry: a revocation from this second": ["from <= block.timestamp", "from <= block.timestamp + 1"],
    },
  ),
  ...inFile(
    `${REGISTRY}/ProvenCaptures.sol`,
    "uniqueness-registry",
    registryTests("enrol", "moves", "attacks-signatures"),
    {
      "registry: proof consumed": ["_consumeProof(proof, instances, msg.sender, scope);", ""],
      "registry: a scope for each act": [
        "act == ACT_ENROLL ? enrolmentScope(imageHash) : moveScope(imageHash)",
        "enrolmentScope(imageHash)",
      ],
      "registry: one capture, one use": [
        'abi.encode("enroll", imageHash)',
        'abi.encode("enroll", uint256(0))',
      ],
    },
  ),
  ...inFile(
    `${REGISTRY}/Enrolments.sol`,
    "uniqueness-registry",
    registryTests("enrol", "payouts", "freezing", "moves"),
    {
      "registry: an enrolment opens the period first": [
        "_openPeriod();\n        _requireFree",
        "_requireFree",
      ],
      "registry: an eviction opens the period first": [
        "_openPeriod();\n        address account",
        "address account",
      ],
      "registry: leaving opens the period first": ["_openPeriod();\n        uint128 code", "uint128 code"],
      "registry: a code in use": ["_index.insert(code);", ""],
      "registry: a code gone": ["_index.remove(code);", ""],
      "registry: an account gone": ["delete _enrolments[account];", ""],
      "registry: a code's account gone": ["delete _accounts[code];", ""],
      "registry: paid is marked": ["enrolment.paidThrough = uint64(period);", ""],
      "registry: frozen by the device that enrolled": [
        "_isRevoked(enrolment.device, enrolment.enrolledAt) ||",
        "",
      ],
      "registry: frozen by the device of the move": [
        "|| _isRevoked(enrolment.moveDevice, enrolment.movedAt)",
        "",
      ],
    },
  ),
  ...inFile(`${REGISTRY}/AccountMoves.sol`, "uniqueness-registry", registryTests("moves"), {
    "registry: moves have their own threshold": [
      "_index.nearest(shown, MOVE_THRESHOLD)",
      "_index.nearest(shown, THRESHOLD)",
    ],
    "registry: what an account asked for is kept": ["_asked[msg.sender] = code;", ""],
    "registry: a move's vouchers are kept": [
      "(enrolment.movedAt, enrolment.moveDevice) = (move.requestedAt, move.device);",
      "",
    ],
    "registry: the old account loses the enrolment": ["delete _enrolments[from];", ""],
    "registry: a finished move is gone": [
      "delete _moves[code];\n        delete _enrolments",
      "delete _enrolments",
    ],
    "registry: a move ends with the enrolment": [
      "super._takeOut(account, code);\n        delete _moves[code];",
      "super._takeOut(account, code);",
    ],
    "registry: the code's new account": ["_accounts[code] = msg.sender;", ""],
    "registry: a move lapses": [
      "block.timestamp < move.requestedAt + 2 * MOVE_DELAY",
      "move.account != address(0)",
    ],
    "registry: a move lapses to the second": [
      "block.timestamp < move.requestedAt + 2",
      "block.timestamp <= move.requestedAt + 2",
    ],
    "registry: a revoked device's move keeps nobody waiting": [
      "_isPending(move) && !_isRevoked(move.device, move.requestedAt)",
      "_isPending(move)",
    ],
    "registry: an objection cools": [
      "Move(address(0), 0, address(0), coolsUntil)",
      "Move(address(0), 0, address(0), 0)",
    ],
  }),
  ...inFile(`${REGISTRY}/Payouts.sol`, "uniqueness-registry", registryTests("payouts", "tokens"), {
    "registry: a share is fixed once": ["if (period == _openedPeriod) return _share;", ""],
    "registry: a share is at most the payout": [
      "Math.min(PAYOUT, TOKEN.balanceOf(address(this)) / count)",
      "TOKEN.balanceOf(address(this)) / count",
    ],
    "registry: a share is at most what is there": [
      "Math.min(PAYOUT, TOKEN.balanceOf(address(this)) / count)",
      "PAYOUT",
    ],
    "registry: nobody shares": ["count == 0 ? 0 : Math", "Math"],
    "registry: who claims is marked": ["_markPaid(msg.sender, period);", ""],
    "registry: funding is what arrived": ["TOKEN.balanceOf(address(this)) - before", "amount"],
  }),
];

/**
 * @param {string} source of the mutation's file
 * @param {Mutation} mutation
 * @returns {string}
 * @throws {Error} The guard is not there, or more than once.
 */
export function withoutGuard(source, { file, guard, without, at }) {
  const start = at ?? source.indexOf(guard);
  if (!source.startsWith(guard, start) || (at === undefined && source.split(guard).length !== 2))
    throw new Error(`${file}: the guard is not there exactly once:\n${guard}`);
  return source.slice(0, start) + without + source.slice(start + guard.length);
}
