// Lets the time of a plain node process run faster, from its start: its timers and its monotonic clock,
// which waits and lines use. HASTE is the factor. Dates, which signatures need, stay as they are.
const haste = Number(process.env.HASTE);
const now = performance.now.bind(performance);
performance.now = () => now() * haste;
for (const name of ["setTimeout", "setInterval"]) {
  globalThis[name] = new Proxy(globalThis[name], {
    apply: (timer, self, [callback, ms = 0, ...rest]) =>
      Reflect.apply(timer, self, [callback, ms / haste, ...rest]),
  });
}
