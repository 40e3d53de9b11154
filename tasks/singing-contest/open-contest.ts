import { ZeroAddress, type Provider } from "ethers";

import { currencyOf, type Currency } from "../samples/chain/currency.ts";
import { isTransport } from "../samples/chain/transport.ts";
import { OtherContractError } from "../samples/errors.ts";
import { firstLine, type Deployed } from "../samples/deployed.ts";

import { CONTEST } from "./dapp.ts";
import { termsSchema, type Terms } from "./read/terms.ts";

/** A contest on the connected chain. */
export interface Contest extends Deployed {
  terms: Terms;
  currency: Currency;
}

/** A contract taken for a contest, with its terms, which never change. @throws OtherContractError */
export async function openContest({ contract, address }: Deployed, provider: Provider): Promise<Contest> {
  const terms = await contract
    .getFunction("terms")
    .staticCall()
    .then((answer) => termsSchema.parse((answer as { toObject(): unknown }).toObject()))
    .catch((error: unknown) => {
      if (isTransport(error)) throw error;
      throw new OtherContractError(CONTEST, address, `it does not tell its terms (${firstLine(error)})`);
    });
  return { contract, address, terms, currency: await currencyOf(provider, terms.token) };
}

/** Whether fees, bonds and prizes are in the chain's own currency. */
export function isNative({ terms }: Pick<Contest, "terms">): boolean {
  return terms.token === ZeroAddress;
}
