import captureWorklet from "./capture.worklet.ts?worker&url";
import { MicrophoneError } from "./errors.ts";

/** An open microphone. */
export interface Microphone {
  /** Samples a second. */
  readonly rate: number;
  close: () => void;
}

/** The voice as it is: none of what makes calls clearer and pitches wrong. */
const PLAIN = { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 };

/** Opens the microphone; the browser asks its user. @throws MicrophoneError */
export async function openMicrophone(hear: (samples: Float32Array) => void): Promise<Microphone> {
  const stream = await askFor();
  const context = new AudioContext();
  const close = (): void => {
    for (const track of stream.getTracks()) track.stop();
    if (context.state !== "closed") void context.close();
  };
  try {
    await context.audioWorklet.addModule(captureWorklet);
    const node = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0 });
    node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => hear(data);
    context.createMediaStreamSource(stream).connect(node);
    return { rate: context.sampleRate, close };
  } catch (error) {
    close();
    throw new MicrophoneError("it could not be listened to", error);
  }
}

async function askFor(): Promise<MediaStream> {
  // Undefined where the page did not come by https or from this machine, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined)
    throw new MicrophoneError("this page did not come by https, so the browser has none to give");
  try {
    return await devices.getUserMedia({ audio: PLAIN });
  } catch (error) {
    const { name } = error as { name?: string };
    if (name === "NotAllowedError") throw new MicrophoneError("the browser was not allowed to use it", error);
    if (name === "NotFoundError") throw new MicrophoneError("there is none", error);
    throw new MicrophoneError("it is in use elsewhere, or does not work", error);
  }
}
