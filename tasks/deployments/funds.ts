import type { HardhatEthersProvider } from "@nomicfoundation/hardhat-ethers/types";

import { DeploymentFundsError } from "../../src/errors/deployment.ts";

/**
 * Compares what the account has with what the deployment may take at the fees of now.
 * @param data the creation code and its arguments
 * @throws DeploymentFundsError
 */
export async function requireFunds(
  provider: HardhatEthersProvider,
  account: string,
  contract: string,
  data: string,
): Promise<void> {
  const [gas, fees, balance] = await Promise.all([
    provider.estimateGas({ from: account, data }),
    provider.getFeeData(),
    provider.getBalance(account),
  ]);
  const needed = gas * (fees.maxFeePerGas ?? fees.gasPrice ?? 0n);
  if (balance < needed) throw new DeploymentFundsError(account, contract, needed, balance);
}
