import {expect, test} from 'vitest';
import {linesContent} from '../../../source/ui/content/content.ts';
import {createFinder} from '../../../source/ui/content/finder.ts';
import {editorOf} from '../../../source/ui/line/line-editor.ts';
import type {Search} from '../../../source/ui/run/screen.ts';

const content = linesContent(Array.from({length: 50}, (_, row) => [{text: row % 10 === 5 ? 'here' : 'row'}]));
const search = (changes: Partial<Search> = {}): Search => ({
	among: 'text',
	line: editorOf('here'),
	typing: false,
	step: 0,
	origin: 0,
	top: 0,
	before: {selected: null, scroll: {kind: 'auto'}},
	...changes,
});
const look = (changes: Partial<Search>) => {
	const {at, count, top} = createFinder()(content, search(changes), 9);
	return {at, count, top};
};

test('The first match from where one looks is gone to, then one by one, and around', () => {
	expect(look({})).toEqual({at: 0, count: 5, top: 0});
	expect(look({step: 1})).toEqual({at: 1, count: 5, top: 12});
	expect(look({origin: 20})).toEqual({at: 2, count: 5, top: 22});
	expect(look({step: -1}).at).toBe(4);
	expect(look({origin: 46}).at).toBe(0);
	expect(look({step: 5}).at).toBe(0);
});

test('The view stays as long as the match is in it', () => {
	expect(look({top: 10, step: 1})).toEqual({at: 1, count: 5, top: 10});
	expect(look({top: 30, line: editorOf('nowhere')})).toEqual({at: -1, count: 0, top: 30});
});

test('Each match stands out, and the one that is looked at most', () => {
	const {mark} = createFinder()(content, search(), 9);
	expect(mark([{text: 'here'}], 5)[0]).toMatchObject({inverse: true, bold: true});
	expect(mark([{text: 'here'}], 15)[0]).toEqual({text: 'here', inverse: true});
	expect(mark([{text: 'row'}], 6)).toEqual([{text: 'row'}]);
});
