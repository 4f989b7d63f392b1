const { splitWords } = jest.requireActual<{ splitWords: (text: string) => string[] }>(
  "../../engine/language-host/splitWords.cjs",
);

describe("splitWords", () => {
  it.each([
    ["", []],
    ["   ", []],
    ["--trace-warnings", ["--trace-warnings"]],
    ["--a  --b\t--c", ["--a", "--b", "--c"]],
    [`--title="two words"`, ["--title=two words"]],
    [`--title='it is "so"'`, [`--title=it is "so"`]],
    [`"say \\"hi\\"" end`, [`say "hi"`, "end"]],
    [`one\\ word ''`, ["one word", ""]],
  ])("splits %j", (text, words) => {
    expect(splitWords(text)).toEqual(words);
  });
});
