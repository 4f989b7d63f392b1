// What could be had at best: one query, at the very end; and the same where no gap may be longer
// than this package's ceiling.
const CEILING_MS = 60_000;

export const clairvoyants = [
  {
    name: "clairvoyant",
    run: async (tasks) => tasks.map(() => ({ queries: 1, delayMs: 0 })),
  },
  {
    name: "clairvoyant, gaps <= 60 s",
    run: async (tasks) =>
      tasks.map(({ durationMs }) => ({
        queries: 1 + Math.ceil(durationMs / CEILING_MS),
        delayMs: 0,
      })),
  },
];
