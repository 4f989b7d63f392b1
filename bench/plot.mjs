import { OWN, TERRAFORM_DCS } from "./compare.mjs";
import { spreadLabels } from "./spreadLabels.mjs";

const COLOURS = {
  [OWN]: "#d62728",
  "@azure/core-lro": "#1f77b4",
  "smithy util-waiter": "#2ca02c",
  "google-gax": "#e69f00",
  "terraform, defaults": "#9467bd",
  [TERRAFORM_DCS]: "#17a2b8",
};
const TICKS = { x: [10, 20, 50, 100, 200, 500], y: [0.5, 1, 2, 5, 10, 20, 50] };
const DOMAIN = { x: [6, 500], y: [0.4, 80] };
const HEIGHT = 620;
/** Costs that get a line on which all is as dear. */
const COSTS = [15, 30, 60, 120];
const LABEL_AT = 9.6;

/** Queries against delay for each method and family, as SVG text. */
export function renderPlot({ families, unseen }, load) {
  const Plot = load("@observablehq/plot");
  const { JSDOM } = load("jsdom");
  const points = [...toPoints(families, "settled"), ...toPoints(unseen, "unseen")];
  const own = points.filter(({ name, set }) => name === OWN && set === "settled");
  const labels = spreadLabels(own, { key: "delay", domain: DOMAIN.y, height: HEIGHT });
  const xy = { x: "queries", y: "delay" };
  const colour = (point) => COLOURS[point.name];
  const svg = Plot.plot({
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
      Plot.gridX({ ticks: TICKS.x }),
      Plot.gridY({ ticks: TICKS.y }),
      Plot.axisX({ ticks: TICKS.x, text: (tick) => `${tick}` }),
      Plot.axisY({ ticks: TICKS.y, text: (tick) => `${tick}` }),
      Plot.ruleY(DOMAIN.y, { stroke: "none" }),
      ...equalCosts(Plot),
      Plot.link(labels, {
        x1: LABEL_AT * 1.01,
        y1: "labelAt",
        x2: "queries",
        y2: "delay",
        stroke: "#ccc",
      }),
      Plot.text(labels, { x: LABEL_AT, y: "labelAt", text: "family", textAnchor: "end" }),
      Plot.dot(points, {
        ...xy,
        r: 5,
        stroke: colour,
        fill: (point) => (point.set === "settled" ? colour(point) : "white"),
      }),
      ...legend(Plot, [...new Set(points.map(({ name }) => name))]),
    ],
  });
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return `${svg.outerHTML}\n`;
}

function toPoints(families, set) {
  return Object.entries(families).flatMap(([family, { methods }]) =>
    Object.entries(methods)
      .filter(([name]) => name in COLOURS)
      .map(([name, { queries, delay }]) => ({ family, set, name, queries, delay })),
  );
}

function equalCosts(Plot) {
  return COSTS.flatMap((cost) => {
    const from = Math.log(DOMAIN.y[0]);
    const to = Math.log(Math.min(cost - DOMAIN.x[0], DOMAIN.y[1]));
    const line = Array.from({ length: 101 }, (_, index) => {
      const delay = Math.exp(from + ((to - from) * index) / 100);
      return [cost - delay, delay];
    });
    return [
      Plot.line(line, { stroke: "#999", strokeDasharray: "2 4", strokeWidth: 1, clip: true }),
      Plot.text([line[0]], {
        text: [`cost ${cost}`],
        dy: -8,
        dx: 4,
        fill: "#777",
        textAnchor: "start",
      }),
    ];
  });
}

/** Drawn with the rest, as the library's own legend is HTML. */
function legend(Plot, names) {
  const entries = [
    ...names.map((name) => ({ text: name, stroke: COLOURS[name], fill: COLOURS[name] })),
    { text: "filled: the nine families", stroke: "#555", fill: "#555" },
    { text: "hollow: the unseen ones", stroke: "#555", fill: "white" },
  ];
  return entries.flatMap(({ text, stroke, fill }, index) => {
    const place = { frameAnchor: "top-right", dy: 10 + 18 * index };
    return [
      Plot.dot([0], { ...place, dx: -165, r: 5, stroke, fill }),
      Plot.text([text], { ...place, dx: -153, dy: place.dy - 6, textAnchor: "start" }),
    ];
  });
}
