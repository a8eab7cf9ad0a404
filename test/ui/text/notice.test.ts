import {expect, test} from 'vitest';
import {noticeLines} from '../../../source/ui/text/notice.ts';

test('A notice takes the rows it needs, two at most, the second cut where more would follow.', () => {
	const rows = (text: string) =>
		noticeLines({text, tone: 'quiet'}, 22).map(row => row.map(span => span.text).join(''));
	expect(noticeLines(null, 22)).toEqual([]);
	expect(rows('Short.')).toEqual([' Short.']);
	expect(rows('A notice that takes two rows.')).toEqual([' A notice that takes', ' two rows.']);
	expect(rows('A notice that would take three rows at the least, cut.')).toEqual([
		' A notice that would',
		' take three rows at…',
	]);
});
