/** Writes what pages take from the app itself: docs/commands.md, and the help in the README. `npm run pages`. */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {commandsPage, helpMarks, helpSection} from './pages/help.ts';

const root = join(import.meta.dirname, '..');
const readme = join(root, 'README.md');

writeFileSync(join(root, 'docs/commands.md'), await commandsPage());
const [before, rest] = readFileSync(readme, 'utf8').split(helpMarks[0]) as [string, string];
const after = rest.split(helpMarks[1])[1]!;
writeFileSync(readme, `${before}${helpMarks[0]}${await helpSection()}${helpMarks[1]}${after}`);
