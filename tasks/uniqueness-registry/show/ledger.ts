import { table } from "../../ui/table.ts";
import type { Currency } from "../../samples/chain/currency.ts";
import type { Ledger } from "../read/ledger.ts";
import { type Drawn } from "../../ui/shown.ts";

/** Where the pool's money came from and went. */
export function ledgerTable({ funded, paid, pool, adds }: Ledger, token: Currency): Drawn {
  return table(
    ["the pool's ledger", "amount"],
    [
      ["given", token.format(funded)],
      ["paid out", token.format(paid)],
      [adds ? "in the pool: adds up to the unit" : "in the pool: does not add up", token.format(pool)],
    ],
  );
}
