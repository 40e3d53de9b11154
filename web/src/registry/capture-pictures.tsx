import { Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { PATCH, PATCH_BYTES } from "../../../models/biometric-code/capture/patch.ts";

import { GreyCanvas } from "./grey-canvas.tsx";
import type { OwnCapture } from "./own-capture.ts";

/** The presses as the sensor saw them, and the patch that was made of them. */
export function CapturePictures({ capture: { images, bytes } }: { capture: OwnCapture }): ReactNode {
  return (
    <Group align="flex-end" gap="md">
      {images.map((image, index) => (
        <Picture key={index} caption={`Press ${index + 1}`}>
          <GreyCanvas
            {...{ grey: image.data, width: image.width, height: image.height, shownWidth: 120 }}
            label={`Press ${index + 1} of ${images.length} as the sensor saw it, ${image.width} by ${image.height} grey pixels: dark ridges of a synthetic fingerprint`}
          />
        </Picture>
      ))}
      <Picture caption="The patch">
        <GreyCanvas
          {...{ width: PATCH.width, height: PATCH.height, shownWidth: 128 }}
          grey={bytes.subarray(0, PATCH_BYTES)}
          label={`The patch round the finger’s core, ${PATCH.width} by ${PATCH.height} grey pixels: what the network sees`}
        />
      </Picture>
    </Group>
  );
}

function Picture({ caption, children }: { caption: string; children: ReactNode }): ReactNode {
  return (
    <Stack gap={2} component="figure" m={0}>
      {children}
      <Text size="sm" component="figcaption">
        {caption}
      </Text>
    </Stack>
  );
}
