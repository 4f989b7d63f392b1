/** Colours for light and dark mode, wide and narrow windows; nothing is loaded from elsewhere. */
export const htmlStyle = `
:root { color-scheme: light dark; --text: #1f2328; --faint: #59636e; --line: #d1d9e0; --page: #ffffff;
  --track: #f0f2f4; --done: #1a7f37; --failed: #cf222e; --running: #0969da; --waiting: #59636e; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --faint: #9198a1; --line: #3d444d;
  --page: #0d1117; --track: #1c2128; --done: #3fb950; --failed: #f85149; --running: #4493f8;
  --waiting: #9198a1; } }
* { box-sizing: border-box; }
body { margin: 2rem auto; max-width: 64rem; padding: 0 1rem; background: var(--page);
  color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1rem; font-weight: 600; color: var(--faint); margin: 0; }
section { margin: 1.5rem 0 2.5rem; }
h2 { font-size: 1.4rem; line-height: 1.3; margin: 0; overflow-wrap: anywhere; }
p { margin: 0.2rem 0; overflow-wrap: anywhere; }
.verdict { font-size: 1.1rem; font-weight: 600; } .facts { color: var(--faint); }
.succeeded, .done { color: var(--done); } .failed { color: var(--failed); }
.running { color: var(--running); } .waiting, .unknown { color: var(--waiting); }
ol { list-style: none; margin: 1rem 0; padding: 0; }
li { display: grid; grid-template-columns: 1.4rem minmax(8rem, 19rem) 1fr 9.5rem;
  column-gap: 0.5rem; align-items: center; min-height: 1.8rem; }
li.sub .name { padding-left: 1.2rem; color: var(--faint); }
.name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.end { color: var(--faint); font-size: 0.85rem; overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap; }
.track { position: relative; height: 1rem; background: var(--track); border-radius: 3px; }
li.sub .track { height: 0.6rem; } li.sub .bar { opacity: 0.7; }
.bar { position: absolute; top: 0; bottom: 0; min-width: 3px; border-radius: 3px;
  background: currentColor; }
li.axis .track { background: none; height: 1.2rem; } li.axis { min-height: 1.2rem; }
.tick { position: absolute; color: var(--faint); font-size: 0.75rem; white-space: nowrap;
  border-left: 1px solid var(--line); padding-left: 3px; }
details { color: var(--faint); } .scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; color: var(--text); }
th, td { border-bottom: 1px solid var(--line); padding: 0.25rem 0.6rem 0.25rem 0; text-align: left;
  vertical-align: top; } td.name { min-width: 10rem; white-space: normal; overflow-wrap: anywhere; }
td.indent { padding-left: 1.2rem; } td.time { white-space: nowrap; }
@media (max-width: 40rem) { body { margin: 1rem auto; }
  li { grid-template-columns: 1.4rem 1fr max-content; padding: 0.2rem 0; }
  li .track { grid-column: 2 / 4; grid-row: 2; } .name { white-space: normal; overflow-wrap: anywhere; }
  li.axis { display: none; } .end { max-width: 9rem; } }
`;
