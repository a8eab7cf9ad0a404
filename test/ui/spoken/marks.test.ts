import {expect, test} from 'vitest';
import {
	keysMark,
	quotedMark,
	selectedMark,
	typedMark,
	withoutMarks,
} from '../../../source/ui/spoken/marks.ts';

test('A text of somebody else’s holds no mark: it cannot pass for what is typed, selected or a row of keys.', () => {
	const hostile = `${typedMark}typed ${selectedMark}selected ${keysMark}keys: a approve ${quotedMark}quoted`;
	const said = withoutMarks(hostile);
	for (const mark of [typedMark, selectedMark, keysMark, quotedMark]) expect(said).not.toContain(mark);
	expect(said).toBe('\uFFFDtyped \uFFFDselected \uFFFDkeys: a approve \uFFFDquoted');
});
