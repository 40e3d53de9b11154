import { table } from "../../ui/table.ts";
import { showChange, show } from "../format/amount.ts";
import type { Ledger } from "../practice/ledger.ts";
import { CAUSES, type History } from "../read/history.ts";
import type { State } from "../read/state.ts";
import type { Vault } from "../vault.ts";
import { type Drawn } from "../../ui/shown.ts";

/** Where the vault's tokens came from and went, summed up against what it holds. */
export function flowsTable({ flows, held }: History, state: State, { stable, risk }: Vault): Drawn {
  const moved = CAUSES.filter((cause) => flows[cause].stable !== 0n || flows[cause].risk !== 0n);
  const agrees = held.stable === state.stable && held.risk === state.risk;
  return table(
    ["the vault's ledger", stable.symbol, risk.symbol],
    [
      ...moved.map((cause) => [
        cause,
        showChange(stable, flows[cause].stable, "stable"),
        showChange(risk, flows[cause].risk, "risk"),
      ]),
      [
        agrees ? "held: adds up to the unit" : "held: a token changed balances by itself",
        show(stable, state.stable, "stable"),
        show(risk, state.risk, "risk"),
      ],
    ],
  );
}

/** Who has how much of the tokens of practice, summed up against what was made. @param names of known addresses */
export function holdersTable(
  ledgers: readonly Ledger[],
  { stable, risk }: Pick<Vault, "stable" | "risk">,
  names: Readonly<Record<string, string>>,
): Drawn {
  const kinds = ["stable", "risk"] as const;
  const currencies = [stable, risk];
  const holders = [...new Set(ledgers.flatMap((ledger) => Object.keys(ledger.holders)))];
  const amounts = (pick: (ledger: Ledger) => bigint): string[] =>
    ledgers.map((ledger, index) => show(currencies[index] ?? stable, pick(ledger), kinds[index] ?? "stable"));
  const whole = ledgers.every(({ missing }) => missing === 0n);
  return table(
    ["who has what was made for practice", stable.symbol, risk.symbol],
    [
      ...holders.map((holder) => [
        names[holder] ?? holder,
        ...amounts((ledger) => ledger.holders[holder] ?? 0n),
      ]),
      [whole ? "made: adds up to the unit" : "made: units are missing", ...amounts(({ supply }) => supply)],
    ],
  );
}
