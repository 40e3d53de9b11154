import { useEffect, useRef, type ReactNode } from "react";

interface Props {
  /** Row by row from the top left; 0 is black, 255 white. */
  grey: Uint8Array;
  width: number;
  height: number;
  /** The picture in words. */
  label: string;
  /** CSS pixels; never wider than what is around it. */
  shownWidth: number;
}

/** A picture of grey values, drawn as it is: nothing is smoothed. */
export function GreyCanvas({ grey, width, height, label, shownWidth }: Props): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const rgba = new Uint8ClampedArray(4 * width * height);
    grey.forEach((value, index) => rgba.set([value, value, value, 255], 4 * index));
    canvas.current?.getContext("2d")?.putImageData(new ImageData(rgba, width, height), 0, 0);
  }, [grey, width, height]);
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      role="img"
      aria-label={label}
      style={{ width: shownWidth, maxWidth: "100%", imageRendering: "pixelated", borderRadius: 4 }}
    />
  );
}
