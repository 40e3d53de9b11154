/** What a sensor saw, row by row from the top left; ridges (skin that touches) are dark. */
export interface GreyImage {
  width: number;
  height: number;
  /** Millimetres between pixels, the same both ways. */
  mmPerPixel: number;
  /** 0 is black, 255 white. */
  data: Uint8Array;
}
