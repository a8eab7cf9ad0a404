import {execFileSync} from 'node:child_process';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {splitCommand} from '../../source/core/command-line.ts';

describe('splitCommand', () => {
	test.each([
		['python3 main.py --fast', ['python3', 'main.py', '--fast']],
		['  spaced\t out  ', ['spaced', 'out']],
		[`python3 -c 'print("a b; $HOME")'`, ['python3', '-c', 'print("a b; $HOME")']],
		['say "it\'s \\"so\\" \\n \\$5"', ['say', 'it\'s "so" \\n $5']],
		['a\\ b c\\|d', ['a b', 'c|d']],
		[`run '' "" x''y`, ['run', '', '', 'xy']],
		['python3 main.py name=value a~b', ['python3', 'main.py', 'name=value', 'a~b']],
		['python3 \\\n main.py', ['python3', 'main.py']],
	])('splits %j', (line, words) => {
		expect(splitCommand(line)).toEqual({words});
	});

	test.each([
		['cat x | sort', '`|`'],
		['ls > out', '`>`'],
		['make && ./a', '`&`'],
		['a; b', '`;`'],
		['echo $HOME', '`$`'],
		['echo "$HOME"', '`$`'],
		['echo `date`', '`'],
		['echo (a)', '`(`'],
		['cat *.txt', '`*`'],
		['cat ~/x', '`~`'],
		['run # it', '`#`'],
		['DEBUG=1 python3 main.py', 'environment'],
		['a\nb', 'line break'],
	])('says of %j that it needs a shell, and to use a script file', (line, named) => {
		const split = splitCommand(line);
		expect(split).toHaveProperty('problem', expect.stringContaining(named));
		expect(split).toHaveProperty('problem', expect.stringContaining('script file'));
	});

	test.each([
		['say "hello', 'never closed'],
		["say 'hello", 'never closed'],
		['say \\', 'backslash'],
		['', 'empty'],
		['   ', 'empty'],
		['"" x', 'empty'],
	])('says what is wrong with %j', (line, reason) => {
		expect(splitCommand(line)).toHaveProperty('problem', expect.stringContaining(reason));
	});

	test('agrees with a real shell on every line that it accepts', () => {
		const piece = fc.constantFrom(
			'a',
			'b c',
			'"',
			"'",
			'\\',
			' ',
			'$',
			'|',
			'=',
			'#',
			'~',
			'-x',
			'é',
			'{',
			'!',
		);

		fc.assert(
			fc.property(fc.array(piece, {maxLength: 12}), pieces => {
				const line = `cmd ${pieces.join('')}`;
				const split = splitCommand(line);

				if ('words' in split) {
					const script = `cmd() { printf '%s\\0' cmd "$@"; }\n${line}`;
					expect(execFileSync('sh', ['-c', script], {encoding: 'utf8'})).toBe(
						split.words.map(word => `${word}\0`).join(''),
					);
				}
			}),
			{numRuns: 300},
		);
	});
});
