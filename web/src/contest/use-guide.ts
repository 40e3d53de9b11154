import { useCallback, useEffect, useRef, useState } from "react";

import { guideWav } from "../../../models/singing-judge/melody/guide.ts";
import type { Melody } from "../../../models/singing-judge/melody/melody.ts";

export interface Guide {
  readonly playing: boolean;
  play: () => void;
  stop: () => void;
}

/** Plays a melody: four clicks, then the tune. Another melody, another key or leaving the screen stops it. */
export function useGuide(melody: Melody, tonic: number): Guide {
  const [playing, setPlaying] = useState(false);
  const running = useRef<AudioContext>(undefined);
  const stop = useCallback(() => {
    void running.current?.close();
    running.current = undefined;
    setPlaying(false);
  }, []);
  const notes = melody.join(" ");
  useEffect(() => stop, [stop, notes, tonic]);
  const play = (): void => {
    stop();
    const context = new AudioContext();
    running.current = context;
    setPlaying(true);
    const wav = guideWav(melody, tonic);
    void context.decodeAudioData(wav.slice().buffer).then((buffer) => {
      if (running.current !== context) return;
      const source = new AudioBufferSourceNode(context, { buffer });
      source.connect(context.destination);
      source.onended = () => {
        if (running.current === context) stop();
      };
      source.start();
    });
  };
  return { playing, play, stop };
}
