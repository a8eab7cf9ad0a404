import {expect, test} from 'vitest';
import {UsageError} from '../../source/commands/command.ts';
import {parseOptions} from '../../source/commands/parse-options.ts';

const options = {
	yes: {type: 'boolean'},
	preflight: {type: 'boolean'},
	maxUsd: {type: 'string'},
	model: {type: 'string', isMultiple: true},
	runsDir: {type: 'string', default: 'runs'},
} as const;
const parse = (...argv: string[]) => parseOptions(argv, options);

test('Options are called in code as they are there, words keep their order, and `--` ends the options.', () => {
	expect(parse('story', '--max-usd', '2', '--yes', '--no-preflight', 'more', '--', '--yes')).toEqual({
		flags: {maxUsd: '2', yes: true, preflight: false, runsDir: 'runs'},
		unknown: [],
		input: ['story', 'more', '--yes'],
	});
	expect(parse('--model', 'a', '--model=b=c', '--yes=false', '--runs-dir=x').flags).toEqual({
		model: ['a', 'b=c'],
		yes: false,
		runsDir: 'x',
	});
});

test('What is not known is told as it was typed, also where it is known under that name in code.', () => {
	expect(parse('--max-uds', '--maxUsd', '-x').unknown).toEqual(['max-uds', 'maxUsd', 'x']);
});

test.for([
	[['--max-usd'], '--max-usd needs a value after it.'],
	[['--max-usd', '1', '--max-usd', '2'], '--max-usd is said twice: leave one of them out.'],
	[['--yes', '--no-yes'], '--yes is said twice: leave one of them out.'],
	[['--yes=perhaps'], '--yes takes no value, and has `perhaps`.'],
	[['--no-model'], '--no-model means nothing: --model takes a value.'],
] as const)('%j is refused with a sentence.', ([argv, message]) => {
	expect(() => parse(...argv)).toThrow(UsageError);
	expect(() => parse(...argv)).toThrow(message);
});
