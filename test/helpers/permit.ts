import { Signature } from "ethers";

import type { Connection } from "./scorer.ts";

type Account = Awaited<ReturnType<Connection["ethers"]["getSigners"]>>[number];

interface PermitToken {
  getAddress(): Promise<string>;
  nonces(owner: string): Promise<bigint>;
}

const FIELDS = ["owner address", "spender address", "value uint256", "nonce uint256", "deadline uint256"];
const TYPES = {
  Permit: FIELDS.map((field) => ({ name: field.split(" ")[0]!, type: field.split(" ")[1]! })),
};

/** An account's signed allowance (EIP-2612) of contracts/mocks' MintableToken on chain 31337. */
export async function signPermit(
  token: PermitToken,
  owner: Account,
  spender: string,
  value: bigint,
  deadline: bigint,
) {
  const domain = {
    name: "Mintable",
    version: "1",
    chainId: 31337,
    verifyingContract: await token.getAddress(),
  };
  const nonce = await token.nonces(owner.address);
  const message = { owner: owner.address, spender, value, nonce, deadline };
  const { v, r, s } = Signature.from(await owner.signTypedData(domain, TYPES, message));
  return { deadline, v, r, s };
}
