import { type Comparisons, OWN, TERRAFORM_DCS } from "./compare.ts";
import type { LoadPeer } from "./methods/method.ts";
import { drawLegend, drawEqualCosts, type Plot } from "./plotParts.ts";
import { spreadLabels } from "./spreadLabels.ts";

const COLOURS: Readonly<Record<string, string>> = {
  [OWN]: "#d62728",
  "@azure/core-lro": "#1f77b4",
  "smithy util-waiter": "#2ca02c",
  "google-gax": "#e69f00",
  "terraform, defaults": "#9467bd",
  [TERRAFORM_DCS]: "#17a2b8",
};
const TICKS = { x: [10, 20, 50, 100, 200, 500], y: [0.5, 1, 2, 5, 10, 20, 50] };
const DOMAIN = { x: [6, 500], y: [0.4, 80] } as const;
const HEIGHT = 620;
const LABEL_AT = 9.6;

interface Point {
  readonly family: string;
  readonly set: "measured" | "unseen";
  readonly name: string;
  readonly queries: number;
  readonly delay: number;
  readonly colour: string;
}

interface JsDom {
  readonly JSDOM: new (html: string) => { window: { document: object } };
}

/** Queries against delay for each method and family, as SVG text. */
export function renderPlot(
  { measured, unseen }: Readonly<Record<"measured" | "unseen", Comparisons>>,
  load: LoadPeer,
): string {
  const plot = load("@observablehq/plot") as Plot;
  const { JSDOM } = load("jsdom") as JsDom;
  const points = [...toPoints(measured, "measured"), ...toPoints(unseen, "unseen")];
  const svg = plot.plot({
    document: new JSDOM("").window.document,
    width: 960,
    height: HEIGHT,
    marginLeft: 50,
    marginTop: 30,
    marginBottom: 45,
    style: "background: white; color: #222; font-size: 12px; font-family: sans-serif",
    x: { type: "log", label: "mean queries for a task →", domain: DOMAIN.x },
    y: { type: "log", label: "↑ mean delay between the task's end and the wait's, in seconds" },
    marks: [
      ...drawAxes(plot),
      ...drawEqualCosts(plot, DOMAIN),
      ...drawLabels(plot, points),
      plot.dot(points, {
        x: "queries",
        y: "delay",
        r: 5,
        stroke: ({ colour }: Point) => colour,
        fill: ({ set, colour }: Point) => (set === "measured" ? colour : "white"),
      }),
      ...drawLegend(
        plot,
        Object.entries(COLOURS).filter(([name]) => points.some((point) => point.name === name)),
      ),
    ],
  });
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return `${svg.outerHTML}\n`;
}

function toPoints(families: Comparisons, set: Point["set"]): Point[] {
  return Object.entries(families).flatMap(([family, { methods }]) =>
    Object.entries(methods).flatMap(([name, { queries, delay }]) => {
      const colour = COLOURS[name];
      return colour === undefined ? [] : [{ family, set, name, queries, delay, colour }];
    }),
  );
}

function drawAxes(plot: Plot): unknown[] {
  const text = (tick: number) => String(tick);
  return [
    plot.gridX({ ticks: TICKS.x }),
    plot.gridY({ ticks: TICKS.y }),
    plot.axisX({ ticks: TICKS.x, text }),
    plot.axisY({ ticks: TICKS.y, text }),
    plot.ruleY(DOMAIN.y, { stroke: "none" }),
  ];
}

/** The names of the families, at the left, each with a line to its point. */
function drawLabels(plot: Plot, points: readonly Point[]): unknown[] {
  const own = points.filter(({ name, set }) => name === OWN && set === "measured");
  const labels = spreadLabels(own, { domain: DOMAIN.y, height: HEIGHT });
  const line = { x1: LABEL_AT * 1.01, y1: "labelAt", x2: "queries", y2: "delay", stroke: "#ccc" };
  return [
    plot.link(labels, line),
    plot.text(labels, { x: LABEL_AT, y: "labelAt", text: "family", textAnchor: "end" }),
  ];
}
