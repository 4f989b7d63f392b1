import { getEventListeners } from "node:events";
import { childSignal, orAborted } from "../../../src/wait/time/orAborted";

const listeners = (signal: AbortSignal) => getEventListeners(signal, "abort").length;
const pending = () => new Promise<never>(() => undefined);

test("what settles before the signal aborts is given, and leaves no listener", async () => {
  const { signal } = new AbortController();
  await expect(orAborted(Promise.resolve("a"), signal)).resolves.toBe("a");
  await expect(orAborted(Promise.reject(new Error("b")), signal)).rejects.toThrow("b");
  expect(listeners(signal)).toBe(0);
});

test("an aborted signal ends it at once, whatever becomes of the promise", async () => {
  const controller = new AbortController();
  const answer = orAborted(pending(), controller.signal);
  controller.abort();
  await expect(answer).resolves.toBeUndefined();
  await expect(orAborted(pending(), controller.signal)).resolves.toBeUndefined();
  expect(listeners(controller.signal)).toBe(0);
});

test("a promise that fails because the signal aborts is no failure", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const failing = new Promise((_, reject) => {
    signal.addEventListener("abort", () => {
      reject(new Error("aborted"));
    });
  });
  const answer = orAborted(failing, signal);
  controller.abort();
  await expect(answer).resolves.toBeUndefined();
  await expect(orAborted(failing, signal)).resolves.toBeUndefined();
});

test("a part aborts with its whole, for the same reason", () => {
  const whole = new AbortController();
  const part = childSignal(whole.signal);
  expect(part.signal.aborted).toBe(false);
  whole.abort("enough");
  expect(part.signal).toMatchObject({ aborted: true, reason: "enough" });
});

test("a part of what has aborted has aborted", () => {
  const part = childSignal(AbortSignal.abort("before"));
  expect(part.signal).toMatchObject({ aborted: true, reason: "before" });
});

test("a part that ends aborts alone, and leaves no listener", () => {
  const whole = new AbortController();
  const part = childSignal(whole.signal);
  expect(listeners(whole.signal)).toBe(1);
  part.end();
  expect(part.signal.aborted).toBe(true);
  expect(part.signal.reason).toMatchObject({
    name: "AbortError",
    message: "the operation has ended",
  });
  expect(whole.signal.aborted).toBe(false);
  expect(listeners(whole.signal)).toBe(0);
});
