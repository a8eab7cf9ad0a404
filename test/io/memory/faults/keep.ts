/**
 * A process that keeps one text: `keep.ts KIND FOLDER`. On the first byte on stdin it does, and says `closed`; what goes
 * wrong it tells as the app does, in a sentence on stderr and with 1.
 */
import {once} from 'node:events';
import {writeSync} from 'node:fs';
import {stat} from 'node:fs/promises';
import {writeConfig} from '../../../../source/io/library/config-folder.ts';
import {createDrafts} from '../../../../source/io/memory/drafts.ts';
import {createOutputsKeeper} from '../../../../source/io/memory/outputs.ts';
import {createWorkspace} from '../../../../source/io/workspace/files/folder.ts';
import {after, type Kind} from './kept-files.ts';

const [kind, folder] = process.argv.slice(2) as [Kind, string];
const redact = (text: string) => text;

async function keepOutput(text: string): Promise<string | null> {
	const outputs = createOutputsKeeper(folder, {textOf: () => text, redact});
	outputs.renew(['plan']);
	return outputs.settled().then(
		() => null,
		(error: Error) => error.message,
	);
}

/** Each resolves with what there is to tell. */
const keep: Record<Kind, () => Promise<string | null>> = {
	'first output': () => keepOutput(after['first output']),
	output: () => keepOutput(after.output),
	async draft() {
		const told: string[] = [];
		createDrafts(folder, {redact, onProblem: sentence => told.push(sentence)}).save('plan', after.draft);
		return told.join(' ') || null;
	},
	setting: () => writeConfig('trust.json', JSON.parse(after.setting), {ORCHESTRAI_CONFIG_DIR: folder}),
	async workspace() {
		const {refused} = await createWorkspace(folder).set(new Map([['main.py', after.workspace]]));
		const [first] = refused;
		return first ? `The file ${first.path} was refused because ${first.reason}.` : null;
	},
};

await stat('/');
writeSync(1, 'ready\n');
await once(process.stdin, 'data');
const told = await keep[kind]();
if (told === null) writeSync(1, 'closed\n');
else console.error(told);
process.exit(told === null ? 0 : 1);
