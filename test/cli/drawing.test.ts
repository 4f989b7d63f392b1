import { Drawing } from "../../src/cli/drawing";

test("replaces the previous drawing completely", () => {
  const written: string[] = [];
  const drawing = new Drawing({ write: (text: string) => written.push(text) });
  drawing.draw(["a", "b"]);
  drawing.draw(["c"]);
  drawing.draw(["d"]);
  expect(written).toEqual([
    "\ra\u001b[K\nb\u001b[K\n\u001b[J",
    "\r\u001b[2Ac\u001b[K\n\u001b[J",
    "\r\u001b[1Ad\u001b[K\n\u001b[J",
  ]);
});
