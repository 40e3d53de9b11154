import { Badge, Code, DataList, Divider, Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

import { parseFeltBe, feltFromBe } from "../../../src/index.ts";
import { useChain } from "../chain/use-chain.ts";
import { useWalletState } from "../chain/wallet.tsx";
import { MODELS, type PageModel } from "../models/catalogue.ts";
import { Section } from "../ui/section.tsx";
import type { MadeProof, ModelName } from "../prover/types.ts";

import { AuditCommand } from "./audit-command.tsx";
import type { Refusing } from "./ask.ts";
import { isBound, readConsumer } from "./facts.ts";
import { Statement } from "./statement.tsx";
import { TamperButton } from "./tamper-button.tsx";

interface Props {
  model: ModelName;
  made: MadeProof;
  refuse: Refusing;
  /** Of the transaction that brought the proof, once it is confirmed. */
  gas: bigint | undefined;
}

/** Who proved what about which model, and what happens to a changed proof. */
export function WhatWasProven({ model: name, made, refuse, gas }: Props): ReactNode {
  const { wallet } = useWalletState();
  const model = MODELS[name];
  const facts = useChain(["consumer", refuse.contract, name], async (on) =>
    readConsumer(on, refuse.contract, model),
  ).data;
  const { file, seconds, threads } = made;
  const instances = file.instances.map((felt, index) => feltFromBe(parseFeltBe(felt, `instances[${index}]`)));
  const output = model.statement.layout.tensors.find(({ role }) => role.startsWith("output"))?.offset ?? 0;
  const { context } = model.statement.decode(instances);
  const bound =
    wallet !== undefined &&
    file.context !== null &&
    typeof context === "bigint" &&
    isBound(file.context, file.modelDigest, context, { wallet, consumer: refuse.contract });
  return (
    <Section title="What was proven">
      <Text size="sm">
        That the network {name} gave exactly this answer, for this account, contract, chain and moment.
        {threads > 0 &&
          ` The proof took ${seconds.toFixed(1)} s, with ${threads} ${threads === 1 ? "thread" : "threads"}.`}
      </Text>
      <Facts model={model} verifier={facts?.verifier} gas={gas} />
      <Group gap="xs">
        {facts !== undefined && (
          <>
            <Check
              holds={facts.sameModel}
              yes="The contract pins this model"
              no="The contract pins another model"
            />
            <Check
              holds={facts.codePinned}
              yes="The verifier’s code is the pinned one"
              no="The verifier’s code changed"
            />
          </>
        )}
        <Check holds={bound} yes="Bound to this account and contract" no="Bound to something else" />
      </Group>
      <Statement model={model} instances={instances} />
      {wallet !== undefined && facts !== undefined && (
        <>
          <AuditCommand model={name} verifier={facts.verifier} chainId={wallet.chainId} />
          <Divider />
          <Title order={3} size="h4">
            Try to cheat
          </Title>
          <TamperButton
            proven={{ proof: file.proof, instances }}
            verifier={facts.verifier}
            refusing={refuse}
            output={output}
          />
        </>
      )}
    </Section>
  );
}

interface FactsProps {
  model: PageModel;
  verifier: string | undefined;
  gas: bigint | undefined;
}

function Facts({ model: { manifest }, verifier, gas }: FactsProps): ReactNode {
  const { srs } = manifest;
  const setup =
    srs.kind === "ceremony"
      ? `the ${srs.ceremony} ceremony, k = ${srs.k}`
      : `a dev SRS, k = ${srs.k}: whoever made it can forge any answer. For practice only.`;
  const rows: [string, ReactNode][] = [
    ["Model", <Hash key="model">{manifest.modelDigest}</Hash>],
    ["Network (ONNX) sha-256", <Hash key="onnx">{manifest.onnxSha256}</Hash>],
    ["Verifier", <Hash key="verifier">{verifier ?? "…"}</Hash>],
    ["Setup", setup],
    ["Engine", `ezkl ${manifest.engine}`],
    ["Gas of the transaction", gas === undefined ? "not sent yet" : gas.toLocaleString("en")],
  ];
  return (
    <DataList orientation="vertical">
      {rows.map(([label, value]) => (
        <DataList.Item key={label}>
          <DataList.ItemLabel>{label}</DataList.ItemLabel>
          <DataList.ItemValue>{value}</DataList.ItemValue>
        </DataList.Item>
      ))}
    </DataList>
  );
}

function Hash({ children }: { children: string }): ReactNode {
  return <Code style={{ overflowWrap: "anywhere" }}>{children}</Code>;
}

function Check({ holds, yes, no }: { holds: boolean; yes: string; no: string }): ReactNode {
  return (
    <Badge
      variant="outline"
      color={holds ? "teal" : "red"}
      tt="none"
      style={{ height: "auto", whiteSpace: "normal" }}
    >
      {holds ? `✓ ${yes}` : `✗ ${no}`}
    </Badge>
  );
}
