import {chmodSync, existsSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {canary} from './canary.ts';

export type Edit = {
	/** Each text, which must be there, and what comes in its place, at every occurrence. */
	replace?: Record<string, string>;
	/** The whole new text. */
	content?: string;
	/** Shown in the terminal; the edit is then made, and the editor left, when Enter is pressed. */
	waits?: string;
	/** 0 unless said otherwise. A text to replace that is missing exits 3. */
	exitCode?: number;
};

/**
 * A program that edits the file it is given, as its last argument, as a person would in $EDITOR.
 * It exits 4 if it was given the key of the programs under test. Returns the value for $EDITOR, or $VISUAL.
 */
export function fakeEditor(folder: string, edit: Edit): string {
	let n = 1;
	while (existsSync(join(folder, `editor-${n}.mjs`))) n++;
	const path = join(folder, `editor-${n}.mjs`);
	writeFileSync(path, script(edit));
	chmodSync(path, 0o755);
	return path;
}

const script = (edit: Edit) => `#!/usr/bin/env node
import {readFileSync, writeFileSync} from 'node:fs';

const {replace = {}, content, waits, exitCode = 0} = ${JSON.stringify(edit)};
const path = process.argv.at(-1);
// In two pieces: this file may not hold it either.
const key = ${JSON.stringify([canary.slice(0, 20), canary.slice(20)])};
if (Object.values(process.env).some(value => value.includes(key.join('')))) {
	process.stderr.write('The editor was given a key.');
	process.exit(4);
}
let text = readFileSync(path, 'utf8');
if (waits !== undefined) {
	process.stdout.write(waits + '\\n');
	await new Promise(resolve => process.stdin.once('data', resolve));
}
for (const [found, replacement] of Object.entries(replace)) {
	if (!text.includes(found)) {
		process.stderr.write('The editor did not find ' + JSON.stringify(found) + ' in:\\n' + text);
		process.exit(3);
	}
	text = text.replaceAll(found, () => replacement);
}
writeFileSync(path, content ?? text);
process.exit(exitCode);
`;
