import {expect, test} from 'vitest';
import {tieValues} from '../../source/commands/arguments.ts';
import {UsageError} from '../../source/commands/command.ts';
import {readRunFlags} from '../../source/commands/run/flags.ts';
import {runFlags} from '../../source/commands/run/options.ts';

test('An option takes the argument after it as it is, also one that begins with a dash.', () => {
	const tied = (...argv: string[]) => tieValues(argv, runFlags);
	expect(tied('story', '--request', '-', '--yes', '--answer', 'a=-b')).toEqual([
		...['story', '--request=-', '--yes', '--answer=a=-b'],
	]);
	expect(tied('--request', '- one\n- two')).toEqual(['--request=- one\n- two']);
	expect(tied('--max-usd', '-1', '--request=x')).toEqual(['--max-usd=-1', '--request=x']);
	expect(tied('--', '--request')).toEqual(['--', '--request']);
});

test('An option without its value is refused, be it the last or before another option.', () => {
	for (const argv of [['--request'], ['--request', '--yes'], ['--model', '--request=x']]) {
		expect(() => tieValues(argv, runFlags)).toThrow(`${argv[0]} needs a value`);
	}
});

test.for([
	[{review: 'most'}, '--review is one of all, declared, none, not `most`.'],
	[{cassetteMatch: 'tight'}, '--cassette-match is one of loose, strict'],
	[{allowRun: 'yes'}, '--allow-run is one of sandbox, ask, always, never'],
	[{maxUsd: '-1'}, '--max-usd takes a number above 0, as in --max-usd 2, not `-1`.'],
	[{maxUsd: ''}, '--max-usd takes a number above 0'],
	[{maxTokens: '1.5'}, '--max-tokens takes a whole number'],
	[{concurrency: '0'}, '--concurrency takes a number above 0'],
	[{answer: ['nothing']}, '--answer takes NAME=TEXT'],
] as const)('%o is refused with what would do.', ([raw, message]) => {
	expect(() => readRunFlags(raw)).toThrow(UsageError);
	expect(() => readRunFlags(raw)).toThrow(message);
});

test('Names end at the first equals sign: what follows is the model, or the answer, whole.', () => {
	const flags = readRunFlags({model: ['m', 'code=a=b'], answer: ['x=1=2\n', 'x=']});
	expect(flags.model).toBe('m');
	expect(flags.models).toEqual({code: 'a=b'});
	expect(flags.answers).toEqual([
		{name: 'x', text: '1=2\n'},
		{name: 'x', text: ''},
	]);
});
