import {describe, expect, test} from 'vitest';
import {filesContent} from '../../../source/ui/content/files.ts';
import {createRawText} from '../../../source/ui/content/raw-text.ts';
import {createWraps} from '../../../source/ui/content/wraps.ts';
import {createDiffs} from '../../../source/ui/diff/diffs.ts';
import {shownTab, tabsOf} from '../../../source/ui/run/reading.ts';
import {firstReading} from '../../../source/ui/run/screen.ts';
import {textOf} from '../../../source/ui/text/rich.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {aRun, type Run} from '../a-run.ts';

function write(run: Run, files: Record<string, string>): void {
	run.emit({
		type: 'files-written',
		output_name: 'code',
		module: 'engineer',
		attempt: 1,
		by: 'model',
		files: Object.fromEntries(Object.keys(files).map(path => [path, `hash of ${files[path]}`])),
		contents: Object.fromEntries(Object.values(files).map(text => [`hash of ${text}`, text])),
		deleted: [],
		refused: [],
	});
}

function show(run: Run, file: string | null = null): string[] {
	const state = run.state();
	const content = filesContent({
		operation: state.operations.get('code')!,
		reading: {...firstReading, file},
		texts: state.texts,
		diffs: createDiffs(),
		wraps: createWraps(),
		theme: createTheme(),
		width: 60,
		raw: true,
		live: null,
		printing: null,
		lives: [],
		held: false,
		stale: false,
		request: null,
		opened: false,
		runNotes: [],
		now: 0,
	});
	const rows = Array.from({length: content.rows}, (_, index) => content.row(index));
	return [...(content.head?.(5) ?? []), ...rows].map(textOf);
}

describe('the tab of files', () => {
	test('lists the files that an operation has written by now, with the one under the cursor below', () => {
		const run = aRun();
		run.begin('code', 'engineer');
		expect(tabsOf(run.state().operations.get('code'))).not.toContain('files');
		expect(shownTab({tab: 'files'}, run.state().operations.get('code'))).toBe('output');
		write(run, {'main.py': 'one\ntwo\n'});
		expect(tabsOf(run.state().operations.get('code'))).toContain('files');
		expect(show(run)).toEqual(['▌ main.py  2 lines', 'one', 'two', '']);
		write(run, {'main.py': 'three\n', 'a.txt': 'a'});
		expect(show(run, 'main.py')).toEqual(['  a.txt  1 line', '▌ main.py  1 line', 'three', '']);
		expect(show(run, 'gone.py')[0]).toBe('▌ a.txt  1 line');
	});

	test('copies the file under the cursor as it is', () => {
		const run = aRun();
		run.begin('code', 'engineer');
		write(run, {'main.py': 'print()\n', 'a.txt': 'a\n'});
		const raw = createRawText(run);
		expect(raw('files', 'code', {...firstReading, file: 'main.py'})).toBe('print()\n');
		expect(raw('files', 'plan', firstReading)).toBeNull();
	});
});
