// Parts of the picture, and what of the library it uses.

type Draw = (data: readonly unknown[], options: object) => unknown;

/** Of "@observablehq/plot". */
export interface Plot {
  readonly plot: (options: object) => SvgElement;
  readonly dot: Draw;
  readonly line: Draw;
  readonly link: Draw;
  readonly ruleY: Draw;
  readonly text: Draw;
  readonly axisX: (options: object) => unknown;
  readonly axisY: (options: object) => unknown;
  readonly gridX: (options: object) => unknown;
  readonly gridY: (options: object) => unknown;
}

interface SvgElement {
  readonly outerHTML: string;
  readonly setAttribute: (name: string, value: string) => void;
}

/** The ends of both axes. */
export interface Domain {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Costs that get a line on which every point costs the same. */
const COSTS = [15, 30, 60, 120];

export function drawEqualCosts(plot: Plot, { x, y }: Domain): unknown[] {
  return COSTS.flatMap((cost) => {
    const from = Math.log(y[0]);
    const to = Math.log(Math.min(cost - x[0], y[1]));
    const line = Array.from({ length: 101 }, (_, index) => {
      const delay = Math.exp(from + ((to - from) * index) / 100);
      return [cost - delay, delay];
    });
    const label = { text: [`cost ${cost}`], dy: -8, dx: 4, fill: "#777", textAnchor: "start" };
    return [
      plot.line(line, { stroke: "#999", strokeDasharray: "2 4", strokeWidth: 1, clip: true }),
      plot.text(line.slice(0, 1), label),
    ];
  });
}

/** Drawn with the rest, as the library's own legend is HTML. */
export function drawLegend(plot: Plot, colours: readonly (readonly [string, string])[]): unknown[] {
  const entries = [
    ...colours.map(([text, colour]) => ({ text, stroke: colour, fill: colour })),
    { text: "filled: the nine families", stroke: "#555", fill: "#555" },
    { text: "hollow: the unseen ones", stroke: "#555", fill: "white" },
  ];
  return entries.flatMap(({ text, stroke, fill }, index) => {
    const place = { frameAnchor: "top-right", dy: 10 + 18 * index };
    return [
      plot.dot([0], { ...place, dx: -165, r: 5, stroke, fill }),
      plot.text([text], { ...place, dx: -153, dy: place.dy - 6, textAnchor: "start" }),
    ];
  });
}
