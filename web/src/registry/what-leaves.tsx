import { SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { PATCH_BYTES } from "../../../models/biometric-code/capture/patch.ts";
import { SALT_BYTES } from "../../../models/biometric-code/capture/seal.ts";
import { formatTime } from "../../../tasks/samples/format/time.ts";
import { Section } from "../ui/section.tsx";

import { CodeFigure } from "./code-figure.tsx";
import { Facts } from "./facts.tsx";
import type { OwnCapture } from "./own-capture.ts";

interface Props {
  capture: OwnCapture;
  account: string;
  /** Bytes of the proof, once it is made. */
  proofBytes: number | undefined;
  nearest: bigint | undefined;
}

/** Side by side: what everybody will be able to read, and what stays in this page. */
export function WhatLeaves({ capture, account, proofBytes, nearest }: Props): ReactNode {
  const { images, imageHash, code, signed } = capture;
  const [image] = images;
  const none = "no device has signed";
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <Section title="What leaves this page">
        <Facts
          rows={[
            ["Hash of patch and salt, computed here", `0x${imageHash.toString(16).padStart(64, "0")}`],
            ["Code, computed here", <CodeFigure key="code" code={code} against={nearest} />],
            ["Account", account],
            ["Deadline", signed === undefined ? none : formatTime(signed.deadline)],
            ["Device’s signature", signed === undefined ? none : signed.signature],
            ["Proof", proofBytes === undefined ? "not made yet" : `${proofBytes.toLocaleString("en")} bytes`],
          ]}
        />
        <Text size="sm" c="dimmed">
          The hash goes first: to the device that signs it, and to the wallet’s node, which is asked whether
          it was used. The rest goes when you press “Enrol”, and then everybody can read it, for good. From a
          code, part of a patch can be guessed, and codes of one finger in two registries can be linked.
        </Text>
      </Section>
      <Section title="What does not">
        <Facts
          rows={[
            [
              "The presses",
              image === undefined
                ? "not here: a capture’s file holds none"
                : `${images.length} images of ${image.width} × ${image.height} pixels`,
            ],
            ["The patch", `${PATCH_BYTES} bytes: what the network sees`],
            [
              "The salt",
              `${SALT_BYTES} random bytes, drawn for this capture alone: without them nobody can try images against the hash`,
            ],
            [
              "What the network computed on the way",
              "the proof shows that it was done right, and nothing of it",
            ],
          ]}
        />
        <Text size="sm" c="dimmed">
          They are in this page’s memory only, and are written nowhere unless you save them.
        </Text>
      </Section>
    </SimpleGrid>
  );
}
