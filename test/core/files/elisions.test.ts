import {expect, test} from 'vitest';
import {findElision} from '../../../source/core/files/elisions.ts';

const elided = [
	'# ... rest of the code stays the same',
	'# rest of the code remains unchanged',
	'    # ... existing code ...',
	'// ... existing code ...',
	'// ... (rest of the file unchanged)',
	'/* ... remaining styles as before ... */',
	'<!-- … rest of the page unchanged … -->',
	'{/* ... existing markup stays ... */}',
	'-- ... other queries stay the same ...',
	'# (the rest of the functions stay the same)',
	'# existing methods remain unchanged here',
	'# The remaining functions are unchanged',
	'...',
	'…',
];

test.each(elided)('“%s” stands for what was left out', line => {
	expect(findElision(`first = 1\n${line}\nlast = 2\n`, 'first = 1\n')).toEqual({line: 2, text: line.trim()});
});

const legal = [
	'    ...',
	'def f(): ...',
	'x = [1, ...]',
	'# rest in peace',
	'# the existing user is kept',
	'# same as above',
	'// load the remaining rows',
	'print("...")',
	'# wait for the rest of the rows ...and count them',
	'"""Keep the other settings."""',
];

test.each(legal)('“%s” is code, or a remark on code', line => {
	expect(findElision(`first = 1\n${line}\nlast = 2\n`, '')).toBeNull();
});

test('A line that the file holds already is none', () => {
	expect(
		findElision('a\n# ... rest of the code unchanged\nb\n', '# ... rest of the code unchanged\n'),
	).toBeNull();
});
