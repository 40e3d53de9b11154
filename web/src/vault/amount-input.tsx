import { Button, Group, TextInput } from "@mantine/core";
import { formatUnits } from "ethers";
import type { ReactNode } from "react";

import type { Currency } from "../../../tasks/samples/chain/currency.ts";

import type { AmountState } from "./use-amount.ts";

interface Props {
  label: string;
  amount: AmountState;
  currency: Pick<Currency, "symbol" | "decimals">;
  /** What the account has of it. */
  most: bigint;
  /** What is wrong with the amount beyond its form. */
  wrong?: string | undefined;
}

/** An amount with a button for all of it. */
export function AmountInput({ label, amount, currency, most, wrong }: Props): ReactNode {
  const whole = formatUnits(most, currency.decimals).replace(/\.0$/, "");
  return (
    <Group gap="xs" align="flex-start">
      <TextInput
        label={`${label}, in ${currency.symbol}`}
        inputMode="decimal"
        autoComplete="off"
        value={amount.text}
        onChange={({ currentTarget }) => amount.setText(currentTarget.value)}
        error={amount.error ?? wrong}
        flex={1}
      />
      <Button variant="default" mt={25} onClick={() => amount.setText(whole)}>
        All
      </Button>
    </Group>
  );
}
