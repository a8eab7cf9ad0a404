import {describe, expect, it} from 'vitest';
import {fingerprintOf} from '../../../../source/modules/debugger/failures/fingerprint.ts';
import {readFailure} from '../../../../source/modules/debugger/failures/read-failure.ts';
import {outcomeOf} from '../../../helpers/module-context.ts';

const failure = {type: 'ValueError', file: 'main.py', scope: 'load', message: ''};

describe('the fingerprint of a failure', () => {
	it.each([
		['addresses', '<Item object at 0x7f3a11bc> is bad', '<Item object at 0x55d0e2> is bad'],
		['numbers', 'row 12 of 3.5 MB', 'row 7 of 19.25 MB'],
		['folders', "cannot open '/workspace/data/a.csv'", "cannot open '/home/me/run/a.csv'"],
		['ids', 'job 6f9619ff-8b86-d011-b42d-00c04fc964ff', 'job 0a1b2c3d-0000-4111-9222-abcdefabcdef'],
		[
			'names of temporary files',
			"no such table: '/tmp/tmpab12cd_x.db'",
			"no such table: '/tmp/tmpzz99yy_w.db'",
		],
		['spaces', 'a  b\n', 'a b'],
	])('is the same when only %s differ', (_what, one, other) => {
		expect(fingerprintOf({...failure, message: one})).toBe(fingerprintOf({...failure, message: other}));
	});

	it.each([
		['the type', {type: 'KeyError'}],
		['the file', {file: 'store.py'}],
		['the function', {scope: 'save'}],
		['the words of the message', {message: 'something else'}],
	])('differs when %s differs', (_what, change) => {
		expect(fingerprintOf({...failure, ...change})).not.toBe(fingerprintOf(failure));
	});

	it.each([
		['print(total)', 'print(total, "in all")'],
		['const rows = load();', 'const rows = await load();'],
		['total = sum(prices)', 'total = sum(float(price) for price in prices)'],
	])('survives a patch of the failing line that does not help, outside of functions: %s', (one, other) => {
		expect(fingerprintOf({...failure, scope: one})).toBe(fingerprintOf({...failure, scope: other}));
	});

	it('survives a patch that moves the failing line', () => {
		const at = (line: number) =>
			readFailure(
				outcomeOf({
					exit_code: 1,
					stderr: `Traceback (most recent call last):\n  File "/workspace/main.py", line ${line}, in load\n    return rows[${line}]\nIndexError: list index out of range\n`,
				}),
				{
					files: new Map([['main.py', '']]),
					command: 'python3 main.py',
					purpose: 'run',
					given: {stdin: false, args: false},
				},
			)?.fingerprint;
		expect(at(4)).toBe('IndexError · main.py · load · list index out of range');
		expect(at(11)).toBe(at(4));
	});
});
