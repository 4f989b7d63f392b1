/** Imported before all else: an older Node could not even load the other modules. */
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(
    `dcs-task needs Node 22.12 or newer, and this is Node ${process.versions.node}: update Node\n`,
  );
  process.exit(2);
}
