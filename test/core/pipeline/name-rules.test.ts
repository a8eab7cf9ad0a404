import {describe, expect, it} from 'vitest';
import {findNameFault} from '../../../source/core/pipeline/name-rules.ts';

describe('findNameFault', () => {
	it.each([
		'code_plan',
		'a',
		'два слова',
		'完成',
		'x'.repeat(200),
		'😀'.repeat(200),
		'👩‍💻',
		'ok.v2',
		'café',
		'..',
	])('allows %j', name => {
		expect(findNameFault(name)).toBeNull();
	});

	it.each([
		['', 'is empty'],
		['   ', 'is empty'],
		['x'.repeat(201), 'is longer than 200 characters'],
		['😀'.repeat(201), 'is longer than 200 characters'],
		['__proto__', 'is a word that JavaScript keeps for itself'],
		['constructor', 'is a word that JavaScript keeps for itself'],
		['prototype', 'is a word that JavaScript keeps for itself'],
		['toString', 'is a word that JavaScript keeps for itself'],
		['a/b', 'holds one of / \\ ='],
		['a\\b', 'holds one of / \\ ='],
		['a=b', 'holds one of / \\ ='],
		['a\nb', 'holds a control character or a line break'],
		['a\tb', 'holds a control character or a line break'],
		['\u001b[31m', 'holds a control character or a line break'],
		['a\u009b', 'holds a control character or a line break'],
		['a\u2028b', 'holds a control character or a line break'],
		['a\u202eb', 'holds a character that cannot be seen'],
		['a\u200bb', 'holds a character that cannot be seen'],
		['\ufeffa', 'holds a character that cannot be seen'],
		['a\ud800', 'holds a character that cannot be seen'],
	])('refuses %j: it %s', (name, because) => {
		expect(findNameFault(name)).toMatchObject({because});
	});
});
