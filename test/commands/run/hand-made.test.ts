import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {keepHandMade} from '../../../source/commands/run/hand-made.ts';
import {createStore} from '../../../source/core/store.ts';
import {createRunFolder, type RunFolder} from '../../../source/io/memory/run-folder.ts';
import {createWorkspace} from '../../../source/io/workspace/files/folder.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

/** A sitting whose log holds no file yet. */
function sit(folder: RunFolder, {resumed}: {resumed: boolean}) {
	const notes: unknown[] = [];
	const store = createStore({log: {append() {}, async flushed() {}}, clock: {now: () => 0}});
	store.onEvent(event => notes.push(event.type === 'note-taken' ? event.note : event.type));
	const own = createWorkspace(folder.workspace);
	return {notes, workspace: keepHandMade(own, {folder, store, resumed, now: () => 0})};
}

test('What was being written when a run was killed is not taken for changed by hand; what nobody announced is.', async () => {
	const folder = await createRunFolder(makeFolder(), 'tale', 0);
	if ('problem' in folder) throw new Error(folder.problem);
	await sit(folder, {resumed: false}).workspace.set(new Map([['main.py', 'print(1)']]));

	const second = sit(folder, {resumed: true});
	await second.workspace.set(new Map([['main.py', 'print(2)']]));
	expect(second.notes).toEqual([]);

	writeFileSync(join(folder.workspace, 'main.py'), 'print(3)');
	const third = sit(folder, {resumed: true});
	await third.workspace.set(new Map());
	expect(third.notes).toEqual([
		expect.stringContaining('workspace.edited-1970-01-01_00-00-00 beside it: main.py'),
	]);
	expect(readdirSync(join(folder.path, 'workspace.edited-1970-01-01_00-00-00'))).toEqual(['main.py']);
});

test('What cannot be moved out of the way is not written over, and is tried again.', async () => {
	const folder = await createRunFolder(makeFolder(), 'tale', 0);
	if ('problem' in folder) throw new Error(folder.problem);
	const mine = join(folder.workspace, 'main.py');
	writeFileSync(mine, 'print(3)');
	// A folder where a file should be: it cannot be read.
	const announced = join(folder.drafts, 'workspace-files');
	mkdirSync(announced);

	const {notes, workspace} = sit(folder, {resumed: true});
	const files = new Map([['main.py', 'print(1)']]);
	await expect(workspace.set(files)).rejects.toThrow('Nothing was written over it.');
	expect(readFileSync(mine, 'utf8')).toBe('print(3)');

	rmSync(announced, {recursive: true});
	await workspace.set(files);
	expect(readFileSync(mine, 'utf8')).toBe('print(1)');
	expect(notes).toEqual([expect.stringContaining('beside it: main.py')]);
});
