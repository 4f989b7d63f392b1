// Cells that are known not to work, so that they are not tried. Each was seen to fail, for a reason
// that is not the package's.

const skips = [
  {
    reason:
      "`ts-node/esm` looks for packages in `node_modules` by itself, and does not know Plug'n'Play. Use `tsx`, or JavaScript.",
    holds: ({ layout }, _, way) => layout.startsWith("Plug'n'Play") && way.name === "ts-node/esm",
  },
  {
    reason:
      "Node.js 22 cannot `require` an ES module, such as `ky` or `commander`, while Yarn's loader is in place; Node.js 24 can.",
    holds: ({ layout }, { version }) =>
      layout.startsWith("Plug'n'Play") && Number.parseInt(version) < 24,
  },
];

/** Why a cell is not tried, or `undefined`. */
export function skipReason(manager, node, way) {
  return skips.find(({ holds }) => holds(manager, node, way))?.reason;
}
