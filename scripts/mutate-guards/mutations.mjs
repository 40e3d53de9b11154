import { contestTests, contractTests } from "./groups.mjs";

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

const CONTEST = "contracts/samples/singing-contest";

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
  ...inFile(
    "contracts/base/EzklConsumer.sol",
    "",
    contractTests("consumer", "replay", "theft", "verifier-pin"),
    {
      "consumer: range of the instances": ["if (index != count) revert", "if (index > count) revert"],
      "consumer: nullifier marked": ["_spent[nullifier] = 1;", ""],
    },
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
];
