import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parsePipeline} from '../../../source/core/pipeline/parse.ts';
import {formatProblem} from '../../../source/core/pipeline/print-problem.ts';

const file = 'p.yml';

/** Parses; what takes a time that grows with the square is ended by the test's own limit. */
function parse(text: string) {
	const result = parsePipeline(text, {file, modules: new Set(['m']), writers: new Set(['m'])});
	expect(result.pipeline === null).toBe(result.problems.some(({severity}) => severity === 'error'));
	return result;
}

const operation = 'pipeline: [{module: m, inputs: [], output_name: x}]\n';

/** Characters: a file may have 256 kB, which takes seconds where each is a mistake. */
const fullSize = process.env.ORCHESTRAI_TEST_PAYLOADS === 'all' ? 250_000 : 80_000;

describe('a file made to harm', () => {
	it('of more than 256 kB is refused unread, and one of exactly that is read', () => {
		const fill = (size: number) => `${operation}#${'x'.repeat(size - operation.length - 1)}`;
		expect(parse(fill(256 * 1024)).pipeline).not.toBeNull();
		expect(parse(fill(256 * 1024 + 1)).problems).toMatchObject([
			{line: 1, message: 'The file is larger than 256 kB.'},
		]);
		expect(parse('['.repeat(10_000_000)).pipeline).toBeNull();
	});

	it('is measured in bytes', () => {
		expect(parse(`${operation}#${'é'.repeat(140_000)}`).problems).toMatchObject([
			{message: 'The file is larger than 256 kB.'},
		]);
	});

	it('with 20,000 keys that nobody knows is answered with the first hundred problems', () => {
		const keys = Array.from({length: 20_000}, (_, index) => `key${index}: 1`).join('\n');
		const {problems} = parse(`${operation}${keys}`);
		expect(problems).toHaveLength(101);
		expect(problems[99]).toMatchObject({line: 101, message: '`key99` is not a key of a pipeline file.'});
		expect(problems[100]!.message).toBe('There are 19900 more problems in this file, not shown.');
	});

	it('with 20,000 keys in a model_config is read', () => {
		const keys = Array.from({length: 20_000}, (_, index) => `k${index}: 1`).join(', ');
		const {pipeline} = parse(`pipeline: [{module: m, inputs: [], output_name: x, model_config: {${keys}}}]`);
		expect(Object.keys(pipeline!.operations[0]!.model_config.parameters)).toHaveLength(20_000);
	});

	it('with the same key 20,000 times is answered', () => {
		const {problems} = parse(`${operation}${'name: a\n'.repeat(20_000)}`);
		expect(problems[0]).toMatchObject({line: 3, message: '`name` is given twice here.'});
	});

	it.each([
		['lists', (name: string, before: string) => `${name}: &${name} [${`*${before},`.repeat(9)}]`],
		[
			'mappings',
			(name: string, before: string) =>
				`${name}: &${name} {${Array.from({length: 9}, (_, i) => `k${i}: *${before}`).join(', ')}}`,
		],
		[
			'merges',
			(name: string, before: string) => `${name}: &${name} {<<: [${`*${before},`.repeat(9)}], ${name}: 1}`,
		],
	])('that is an alias bomb of %s is refused', (_, level) => {
		const levels = Array.from({length: 12}, (_, index) => level(`l${index + 1}`, `l${index}`));
		const bomb = ['l0: &l0 {a: 1}', ...levels].map(line => `      ${line}`).join('\n');
		const {problems} = parse(
			`pipeline:\n  - module: m\n    inputs: []\n    output_name: x\n    model_config:\n${bomb}\n`,
		);
		expect(problems).toMatchObject([
			{message: 'The aliases of this file unfold into more than 200000 values.'},
		]);
	});

	it.each(['[', '{a: ', '- ', '? ', '&a [', '!x ['])('nested 40,000 deep by “%s” is refused', opening => {
		const {problems} = parse(`pipeline: ${'\n'}${opening.repeat(40_000)}`);
		expect(problems.length).toBeGreaterThan(0);
	});

	it.each([']', '"a" ', '*a '])('that repeats “%s” over and over is answered', piece => {
		const {problems} = parse(piece.repeat(Math.floor(fullSize / piece.length)));
		expect(problems.length).toBeGreaterThan(0);
	});

	it('nested 60 deep and closed again is refused at the place', () => {
		const {problems} = parse(
			`pipeline: [{module: m, inputs: [], output_name: x, model_config: {p: ${'['.repeat(60)}${']'.repeat(60)}}}]`,
		);
		expect(problems).toMatchObject([
			{line: 1, column: 117, message: 'Lists and mappings are nested more than 50 deep.'},
		]);
	});

	it('with thousands of inputs from nowhere is answered', () => {
		const text = Array.from(
			{length: 2000},
			(_, index) => `- {module: m, inputs: [lost${index}], output_name: made${index}}`,
		).join('\n');
		expect(parse(`pipeline:\n${text}\n`).problems).toHaveLength(101);
	});

	it('with thousands of cycles is answered', () => {
		const text = Array.from(
			{length: 4000},
			(_, index) => `- {module: m, inputs: [o${index}], output_name: o${index}}`,
		).join('\n');
		expect(parse(`pipeline:\n${text}\n`).problems).toHaveLength(20);
	});

	it('with a word of 200,000 letters where another was meant is answered', () => {
		const word = 'x'.repeat(200_000);
		const {problems} = parse(`{${word}: 1, pipeline: []}`);
		expect(problems[0]!.message.length).toBeLessThan(200);
		expect(formatProblem(problems[0]!).length).toBeLessThan(600);
	});
});

describe('any text at all', () => {
	const places = (text: string) => {
		const lines = text.replace(/^\ufeff/, '').split('\n');
		const {pipeline, problems} = parsePipeline(text, {file});
		expect(pipeline === null).toBe(problems.some(({severity}) => severity === 'error'));
		for (const problem of problems) {
			const line = lines[problem.line - 1]!.replace(/\r$/, '');
			expect(problem.text).toBe(line);
			expect(problem.column).toBeGreaterThan(0);
			expect(problem.length).toBeGreaterThan(0);
			expect(formatProblem(problem).split('\n')).toHaveLength(4);
		}
	};

	it('gives a pipeline or problems, each with a place in it, and never throws', () => {
		const token = fc.constantFrom(
			...[
				'pipeline',
				'module',
				'inputs',
				'output_name',
				'model_config',
				': ',
				':',
				'- ',
				'\n',
				'\n  ',
				'\n- ',
			],
			...['[', ']', '{', '}', ',', '"', "'", '&a ', '*a', '!x ', '<<', '|', '>', '#', '? ', '---', '%', '\t'],
			...['a', '012', '1', 'true', 'null', '\u202e', '\ud800', '\r\n', '\ufeff', '\u0000', '\u2028', '😀'],
		);
		fc.assert(
			fc.property(fc.array(token, {maxLength: 40}), tokens => places(tokens.join(''))),
			{numRuns: 1500},
		);
	});

	it('that was once a sound pipeline and lost or gained a piece does no worse', () => {
		const sound = `defaults: {model_config: {model: small}}
pipeline:
- module: start_module
  inputs: []
  output_name: request
- {module: engineer, inputs: [request], output_name: code, debug: {run_timeout: 30s}}
`;
		fc.assert(
			fc.property(fc.nat(sound.length), fc.nat(12), fc.string({maxLength: 4}), (at, cut, piece) =>
				places(sound.slice(0, at) + piece + sound.slice(at + cut)),
			),
			{numRuns: 1000},
		);
	});
});
