import { FileInput, Paper, Stack } from "@mantine/core";
import { useState, type DragEvent, type ReactNode } from "react";

import { parseProofFile, type ProofFile } from "../../../../src/index.ts";
import { tell, type Told } from "../../chain/explain.ts";
import { Failure } from "../../ui/failure.tsx";

/** Larger than any proof file of a model that a chain can take. */
const MOST_BYTES = 1_000_000;

interface Props {
  onProof: (file: ProofFile) => void;
}

/** A proof file, chosen or dropped here; read in this page only. */
export function ProofFileInput({ onProof }: Props): ReactNode {
  const [over, setOver] = useState(false);
  const [told, setTold] = useState<Told>();
  const read = async (file: File | null | undefined): Promise<void> => {
    if (file === null || file === undefined) return;
    setTold(undefined);
    try {
      onProof(parseProofFile(await textOf(file), file.name));
    } catch (error) {
      setTold(tell(error));
    }
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void read(event.dataTransfer.files[0]);
  };
  return (
    <Stack gap="xs">
      <Paper
        withBorder
        p="sm"
        bg={over ? "var(--mantine-color-default-hover)" : undefined}
        style={{ borderStyle: "dashed" }}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileInput
          label="Proof file"
          description="Choose proof.json, or drop it here"
          placeholder="Choose a file"
          accept="application/json,.json"
          value={null}
          onChange={(file) => void read(file)}
        />
      </Paper>
      {told !== undefined && <Failure told={told} />}
    </Stack>
  );
}

async function textOf(file: File): Promise<string> {
  // The reader names what is wrong with the text; of a film it would need the whole.
  return file.slice(0, MOST_BYTES).text();
}
