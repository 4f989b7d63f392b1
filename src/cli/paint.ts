import { styleText } from "node:util";
import { canDraw, type CliIo } from "./cliIo";

/** Gives a text a colour or a weight, where colours are wanted. */
export type Paint = (style: "bold" | "cyan" | "dim" | "green" | "red", text: string) => string;

/** Colours on a terminal alone, and not where NO_COLOR (https://no-color.org) is set. */
export function createPaint(io: CliIo): Paint {
  const plain = !canDraw(io) || Boolean(io.env["NO_COLOR"]);
  return (style, text) => (plain ? text : styleText(style, text, { validateStream: false }));
}
