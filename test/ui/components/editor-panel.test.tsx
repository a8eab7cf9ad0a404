import {render} from 'ink-testing-library';
import stringWidth from 'string-width';
import {afterEach, describe, expect, test} from 'vitest';
import {EditorPanel} from '../../../source/ui/components/editor-panel.tsx';
import {type EditAction, edit, open} from '../../../source/ui/editor/editor.ts';
import {start} from '../../../source/ui/editor/lines.ts';
import {editorOf} from '../../../source/ui/line/line-editor.ts';
import type {Sight} from '../../../source/ui/run/editing.ts';
import type {Editing} from '../../../source/ui/run/screen.ts';

const ended: (() => void)[] = [];
afterEach(() => {
	for (const end of ended.splice(0)) end();
});

type Size = {width: number; height: number};

function show(
	text: string,
	{width, height}: Size,
	actions: EditAction[] = [],
	changes: Partial<Editing> = {},
) {
	const editor = actions.reduce((before, action) => edit(before, action, {width, height}), open(text));
	const editing: Editing = {
		request: null,
		withdrawn: false,
		before: 'graph',
		name: 'plan',
		title: 'plan',
		from: 'v1',
		purpose: 'Ctrl-S saves it.',
		problem: null,
		text,
		draft: 'plan.edit',
		offered: false,
		editor,
		top: start,
		finding: null,
		accept() {},
		...changes,
	};
	const sights: Sight[] = [];
	const screen = render(
		<EditorPanel
			editing={editing}
			mode="editor"
			at={{x: 0, y: 0}}
			width={width}
			height={height}
			sees={sight => sights.push(sight)}
		/>,
	);
	ended.push(screen.unmount);
	return {rows: (screen.lastFrame() ?? '').split('\n'), sights};
}

describe('the editor in place', () => {
	const text =
		`漢字かな交じり文。 👩‍👩‍👧 ${'word '.repeat(60)}\n\tתו \u001b[31m\u202e${'x'.repeat(300)}\n`.repeat(20);

	for (const size of [
		{width: 77, height: 30},
		{width: 80, height: 18},
		{width: 40, height: 8},
		{width: 9, height: 5},
	]) {
		test(`fills ${size.width}×${size.height} and never more, whatever the text`, () => {
			for (const finding of [null, {line: editorOf('word'), origin: start, found: 'past the end' as const}]) {
				const {rows} = show(text, size, [{type: 'select-all'}], {finding});
				expect(rows).toHaveLength(size.height);
				for (const row of rows) expect(stringWidth(row)).toBe(size.width);
			}
		});
	}

	test('says where the cursor is, counting characters as people do, what it began from, and that it was edited', () => {
		const fresh = show('one\n👩‍👩‍👧e\u0301x', {width: 60, height: 6});
		expect(fresh.rows[0]).toContain('plan · from v1');
		expect(fresh.rows[0]).toContain('line 1/2, col 1');
		expect(fresh.rows[0]).not.toContain('edited');
		const typed = show('one\n👩‍👩‍👧e\u0301x', {width: 60, height: 6}, [
			{type: 'move', to: 'end'},
			{type: 'type', text: '!'},
		]);
		expect(typed.rows[0]).toContain('edited · line 2/2, col 5');
	});

	test('shows control characters, and tells what is in view', () => {
		const {rows, sights} = show('a\u001b[31mb\u202ec', {width: 40, height: 6});
		expect(rows[1]).toContain('a␛[31mb⟨U+202E⟩c');
		expect(sights.at(-1)).toEqual({frame: {width: 35, height: 4}, top: start});
	});

	test('has the search at its foot, and says when nothing is found', () => {
		const finding = {line: editorOf('fox'), origin: start, found: 'no' as const};
		const {rows} = show('one', {width: 40, height: 6}, [], {finding});
		expect(rows.at(-2)).toMatch(/find fox.*not found/);
	});
});
