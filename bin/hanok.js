#!/usr/bin/env node
// The version is asked first: an old Node would stop at syntax it does not know, and say so badly.
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `Hanok needs Node 24 or later; this is ${process.version}.\n` +
      `→ npx -p node@24 hanok …, or npm install --save-dev node@24\n` +
      `Hanok에는 Node 24 이상이 필요하다. 지금은 ${process.version}이다.\n`,
  );
  process.exitCode = 3;
} else {
  await import('../dist/cli/main.js');
}
