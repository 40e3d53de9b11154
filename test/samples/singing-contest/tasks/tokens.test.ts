import { expect } from "chai";

import { claim } from "../../../../tasks/singing-contest/claim/task-action.ts";
import { close } from "../../../../tasks/singing-contest/close/task-action.ts";
import { enter } from "../../../../tasks/singing-contest/enter/task-action.ts";
import { forward } from "../../../../tasks/singing-contest/forward/task-action.ts";
import { melody } from "../../../../tasks/singing-contest/melody/task-action.ts";
import { open } from "../../../../tasks/singing-contest/open/task-action.ts";
import { refund } from "../../../../tasks/singing-contest/refund/task-action.ts";
import { status } from "../../../../tasks/singing-contest/status/task-action.ts";

import { deployPlainToken } from "./plain-token.ts";
import { failsWith, refusedBy, setStage, TERMS, told, type Stage } from "./stage.ts";
import { render } from "../../../../tasks/ui/shown.ts";

describe("singing contest, task by task: tokens, and a contest without a winner", function () {
  this.timeout(240_000);
  const FEE = 2_500_000n;
  let stage: Stage;
  let verifier: string;

  const tokenOf = async (name: string): Promise<string> =>
    (await stage.desk.connection.ethers.deployContract(name)).getAddress();
  const mint = async (token: string, account: number, amount: bigint): Promise<void> => {
    const contract = await stage.desk.connection.ethers.getContractAt("MintableToken", token);
    await contract.getFunction("mint").send(await stage.address(account), amount);
  };
  const balance = async (token: string, account: string): Promise<bigint> => {
    const contract = await stage.desk.connection.ethers.getContractAt("MintableToken", token);
    return await contract.getFunction("balanceOf").staticCall(account);
  };

  before(async () => {
    stage = await setStage();
    verifier = await tokenOf("SingingJudgeVerifier");
  });
  after(async () => stage.close());

  it("is entered with a signed permit where the token knows it", async () => {
    const token = await tokenOf("MintableToken");
    const { contest } = await told(open({ ...TERMS, token, fee: "0.5", verifier }, stage.desk));
    const poor = await refusedBy("ERC20InsufficientBalance", enter({ account: "1" }, stage.desk));
    expect(poor.remedy).to.contain("--account");
    await mint(token, 1, 10n ** 18n);
    const entered = await told(enter({ account: "1" }, stage.desk));
    expect(entered).to.include({
      payment: "permit",
      ticket: "1",
      balanceAfter: (5n * 10n ** 17n).toString(),
    });
    expect(await balance(token, String(contest))).to.equal(5n * 10n ** 17n);
    expect(render((await enter({ account: "1" }, stage.desk)).text)).to.contain(
      "0.5 MINT paid with a signed permit",
    );
  });

  it("says why a token that takes a fee on transfers cannot be used", async () => {
    const token = await tokenOf("FeeOnTransferToken");
    await told(open({ ...TERMS, token, verifier }, stage.desk));
    await mint(token, 1, 10n ** 18n);
    await refusedBy("ContestFeeNotReceived", enter({ account: "1" }, stage.desk));
  });

  it("is entered after an approval where the permit's domain cannot be found out, then from the allowance", async () => {
    const token = await deployPlainToken(stage.desk.connection, await stage.address(1), 3n * FEE, true);
    const { contest } = await told(open({ ...TERMS, token, fee: "2.5", verifier }, stage.desk));
    expect(await told(enter({ account: "1" }, stage.desk))).to.include({ payment: "approval" });
    const contract = await stage.desk.connection.ethers.getContractAt("MintableToken", token);
    const [, singer] = await stage.desk.connection.ethers.getSigners();
    await contract.connect(singer).getFunction("approve").send(String(contest), FEE);
    expect(await told(enter({ account: "1" }, stage.desk))).to.include({ payment: "allowance" });
  });

  it("is entered after an approval where it does not, and pays every fee back when nobody reached the threshold", async () => {
    const token = await deployPlainToken(stage.desk.connection, await stage.address(1), 3n * FEE);
    const { contest } = await told(open({ ...TERMS, token, fee: "2.5", verifier }, stage.desk));
    for (const ticket of ["1", "2"])
      expect(await told(enter({ account: "1" }, stage.desk))).to.include({ ticket, payment: "approval" });
    expect(await balance(token, String(contest))).to.equal(2n * FEE);
    await forward({ until: "draw" }, stage.desk);
    await told(melody({ ticket: "1" }, stage.desk));
    await forward({ until: "submissions-closed" }, stage.desk);
    expect(render((await status({}, stage.desk)).text))
      .to.contain("lapsed: refund due")
      .and.to.contain("2.5 OLD");
    await refusedBy("ContestNotClosable", close({}, stage.desk));
    await forward({ until: "disputes-closed" }, stage.desk);
    const closed = await close({}, stage.desk);
    expect(closed.json).to.deep.include({ outcome: "void", host: 0n, prizes: [], struck: [] });
    expect(render(closed.text)).to.contain("every fee is paid back");
    await refusedBy("ContestNothingOwed", claim({ account: "1" }, stage.desk));
    for (const ticket of ["1", "2"])
      expect(await told(refund({ ticket, account: "5" }, stage.desk))).to.include({ amount: FEE.toString() });
    expect(await balance(token, await stage.address(1))).to.equal(3n * FEE);
    expect(await balance(token, String(contest))).to.equal(0n);
  });

  it("pays a ticket back whose block is forgotten, and no longer draws it", async () => {
    await told(open({ ...TERMS, verifier }, stage.desk));
    await told(enter({ account: "2" }, stage.desk));
    const mined = (blocks: string) =>
      stage.desk.connection.provider.request({ method: "hardhat_mine", params: [blocks] });
    await mined("0x104"); // 4 + 256
    await refusedBy("ContestDrawTooLate", melody({ ticket: "1" }, stage.desk));
    expect(render((await status({}, stage.desk)).text)).to.contain("lapsed: refund due");
    await told(refund({ ticket: "1" }, stage.desk));
  });

  it("says when an account cannot pay", async () => {
    await stage.desk.connection.provider.request({
      method: "hardhat_setBalance",
      params: [await stage.address(3), "0x1000"],
    });
    const error = await failsWith("EZKL_CONTEST_FUNDS", enter({ account: "3" }, stage.desk));
    expect(error.where).to.equal(await stage.address(3));
  });

  it("refuses a token that is none", async () => {
    for (const token of [verifier, `0x${"77".repeat(20)}`])
      await failsWith("EZKL_INPUT_INVALID", open({ ...TERMS, token, verifier }, stage.desk));
  });
});
