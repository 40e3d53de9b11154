import { parseAddress } from "../../samples/parse/address.ts";
import { accountOf, type Desk } from "../desk.ts";

/** The address of somebody who need not act here: any address, or an account of the network by number. @throws InputInvalidError */
export async function whose(desk: Desk, named: string | undefined, option: string): Promise<string> {
  return named?.startsWith("0x") === true
    ? parseAddress(named, option)
    : (await accountOf(desk, named)).address;
}
