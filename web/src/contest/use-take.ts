import { useEffect, useState } from "react";

import { recordingBytes } from "../../../models/singing-judge/audio/recording.ts";
import type { Melody } from "../../../models/singing-judge/melody/melody.ts";
import { COUNT_IN } from "../../../models/singing-judge/melody/guide.ts";
import { MELODY_SECONDS, SLOT_SECONDS } from "../../../models/singing-judge/melody/melody.ts";
import { tell, type Told } from "../chain/explain.ts";

import { NoVoiceError } from "./errors.ts";
import type { Heard, Live, Sound } from "./ear/messages.ts";
import { keepTake, keptTake } from "./kept-takes.ts";
import { openMicrophone, type Microphone } from "./microphone.ts";
import { useEar } from "./use-ear.ts";

/** Seconds before the tune. */
export const LEAD = COUNT_IN * SLOT_SECONDS;
/** Seconds that are recorded: the count-in, the tune, and a little for those who come late. */
export const TAKE_SECONDS = LEAD + MELODY_SECONDS + SLOT_SECONDS;

export type TakeState =
  | { readonly at: "none" }
  | { readonly at: "recording"; readonly seconds: number; readonly live: Live | undefined }
  | { readonly at: "listening" }
  | { readonly at: "there"; readonly heard: Heard; readonly kept: boolean }
  | { readonly at: "failed"; readonly told: Told };

export interface Taking {
  readonly state: TakeState;
  record: () => Promise<void>;
  choose: (file: File) => Promise<void>;
  stop: () => void;
}

/** A take for a ticket: from the microphone, from a file, or what this browser kept of it. @param key of the kept one */
export function useTake(melody: Melody, key: string): Taking {
  const ear = useEar();
  const [state, setState] = useState<TakeState>({ at: "none" });
  const [session] = useState<{ microphone: Microphone | undefined }>({ microphone: undefined });

  const close = (): void => {
    session.microphone?.close();
    session.microphone = undefined;
  };
  const hear = async (sound: Sound): Promise<void> => {
    setState({ at: "listening" });
    try {
      const heard = await ear().listen(sound, melody);
      if (heard.features.energy.every((value) => value === 0)) throw new NoVoiceError();
      const kept = sound.of === "recording";
      if (!kept) await keepTake(key, recordingBytes(heard.recording)).catch(() => undefined);
      setState({ at: "there", heard, kept });
    } catch (error) {
      setState({ at: "failed", told: tell(error) });
    }
  };
  useEffect(() => {
    let here = true;
    void keptTake(key).then((bytes) => {
      if (here && bytes !== undefined) void hear({ of: "recording", bytes });
    });
    return () => {
      here = false;
      close();
    };
    // Once for each ticket: the screen gives every ticket a component of its own.
  }, [key]);

  const record = async (): Promise<void> => {
    close();
    const pieces: Float32Array[] = [];
    let length = 0;
    let follow: ((samples: Float32Array) => void) | undefined;
    let live: Live | undefined;
    const finish = (rate: number): void => {
      close();
      void hear({ of: "microphone", audio: { samples: joined(pieces, length), rate } });
    };
    try {
      const microphone = await openMicrophone((samples) => {
        if (session.microphone === undefined) return;
        const { rate } = session.microphone;
        pieces.push(samples);
        length += samples.length;
        follow ??= ear().follow(melody, { rate, lead: LEAD }, (next) => {
          live = next;
        });
        follow(samples);
        if (length >= TAKE_SECONDS * rate) finish(rate);
        else setState({ at: "recording", seconds: length / rate, live });
      });
      session.microphone = microphone;
      setState({ at: "recording", seconds: 0, live: undefined });
    } catch (error) {
      setState({ at: "failed", told: tell(error) });
    }
  };
  const choose = async (file: File): Promise<void> => {
    close();
    await hear({ of: "file", bytes: new Uint8Array(await file.arrayBuffer()), name: file.name });
  };
  const stop = (): void => {
    close();
    setState({ at: "none" });
  };
  return { state, record, choose, stop };
}

function joined(pieces: readonly Float32Array[], length: number): Float32Array {
  const whole = new Float32Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
