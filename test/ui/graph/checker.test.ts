/** The checkers have to see what is wrong, or they prove nothing. */
import {expect, test} from 'vitest';
import {readDrawing} from './checker.ts';
import {readRails} from './rails-checker.ts';

const right = `
╭───╮   ╭───╮   ╭───╮
│ a ├─┬▶│ b ├──▶│ c │
╰───╯ │ ╰───╯   │   │
      └────────▶│   │
                ╰───╯
`;

const read = (text: string, ids = ['a', 'b', 'c']) => readDrawing(text, ids, 'unicode');

test('A sound drawing is read as its edges, with its bends.', () => {
	expect(read(right)).toEqual({edges: ['a → b', 'a → c', 'b → c'], problems: [], crossings: 0, bends: 1});
});

test('Two lines that share a cell lead from each source to each target.', () => {
	const merged = '╭───╮\n│ a ├─┐\n╰───╯ │ ╭───╮\n╭───╮ ├▶│ c │\n│ b ├─┘ ╰───╯\n╰───╯';
	expect(read(merged).edges).toEqual(['a → c', 'b → c']);
});

test('Where one line passes behind another, neither turns.', () => {
	const crossing = `
        ╭───╮
        │ c │
        ╰─┬─╯
╭───╮     │     ╭───╮
│ a ├─────│────▶│ b │
╰───╯     │     ╰───╯
          ▼
        ╭───╮
        │ d │
        ╰───╯
`;
	const {edges, problems, crossings} = read(crossing, ['a', 'b', 'c', 'd']);
	expect({edges, problems, crossings}).toEqual({edges: ['a → b', 'c → d'], problems: [], crossings: 1});
	expect(read(crossing.replace('─│─', '─┼─'), ['a', 'b', 'c', 'd']).edges).toHaveLength(4);
});

test.each([
	['a line that breaks off', right.replace('└────────▶', '└──── ───▶')],
	['a line that runs into a box beside its port', right.replace('└────────▶', '└─────────')],
	['a line under a corner', right.replace('└────────▶', '└───┘────▶')],
	['an arrow at nothing', right.replace('▶│ b', '▶ │b').replace('│b ', '│b')],
	['a box with a hole', right.replace('╰───╯ │ ╰───╯', '╰───╯ │ ╰─ ─╯')],
	['a box that is missing', right.replace('│ c │', '│ x │')],
	['a stray character', right.replace('╰───╯ │ ╰', '╰───╯x│ ╰')],
])('%s is a problem.', (_, text) => {
	expect(text).not.toBe(right);
	expect(read(text).problems).not.toEqual([]);
});

test('A lane of the rails that breaks off, or leads to no mark, is a problem.', () => {
	const sound = '○   a\n├─○ b\n○─┘ c\n';
	expect(readRails(sound, '○')).toMatchObject({problems: [], edges: ['a → b', 'a → c', 'b → c']});
	for (const wrong of ['○   a\n├─○ b\n  ○ c\n', '○   a\n│ ○ b\n○─  c\n', '○   a\n├ ○ b\n○─┘ c\n']) {
		expect(readRails(wrong, '○')).not.toMatchObject({problems: [], edges: ['a → b', 'a → c', 'b → c']});
	}
});
