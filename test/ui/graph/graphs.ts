/** Graphs to draw, as they come: of every shape that a pipeline may have. */
import fc from 'fast-check';
import type {Node} from '../../../source/core/graph/graph.ts';

/** Names of all widths; each ends with its number, so none is there twice. */
const stems = ['a', 'plan', 'code_review', '計画', 'план', 'a🙂b', 'תוכנית', 'the_long_name_of_an_operation'];

function named(inputs: readonly number[][], stem: (index: number) => string): Node[] {
	const names = inputs.map((_, index) => `${stem(index)}${index}`);
	return inputs.map((read, index) => ({
		output_name: names[index]!,
		inputs: [...new Set(read)].map(input => names[input]!),
	}));
}

const stem = fc
	.array(fc.constantFrom(...stems), {minLength: 80, maxLength: 80})
	.map(list => (index: number) => list[index % list.length]!);

/** Each node reads some of those before it, from near by or from anywhere. */
const random = fc.integer({min: 2, max: 80}).chain(size =>
	fc
		.record({
			most: fc.integer({min: 1, max: 4}),
			reach: fc.constantFrom(2, 5, 15, 80),
			picks: fc.array(fc.array(fc.nat(), {maxLength: 4}), {minLength: size, maxLength: size}),
		})
		.map(({most, reach, picks}) =>
			picks.map((pick, index) =>
				index === 0 ? [] : pick.slice(0, most).map(number => index - 1 - (number % Math.min(reach, index))),
			),
		),
);

const chain = fc
	.integer({min: 2, max: 40})
	.map(size => Array.from({length: size}, (_, index) => (index === 0 ? [] : [index - 1])));

const tree = fc
	.record({size: fc.integer({min: 2, max: 60}), arity: fc.integer({min: 2, max: 5})})
	.map(({size, arity}) =>
		Array.from({length: size}, (_, index) => (index === 0 ? [] : [Math.floor((index - 1) / arity)])),
	);

/** One, then many, then one that reads them all; each of the many may read another source as well. */
const fan = fc
	.record({
		size: fc.integer({min: 1, max: 20}),
		extra: fc.array(fc.boolean(), {minLength: 20, maxLength: 20}),
	})
	.map(({size, extra}) => [
		[],
		[],
		...Array.from({length: size}, (_, index) => (extra[index] ? [0, 1] : [0])),
		Array.from({length: size}, (_, index) => index + 2),
	]);

/** Two rows, each of the second reads any of the first. */
const knot = fc
	.record({from: fc.integer({min: 2, max: 10}), to: fc.integer({min: 2, max: 10})})
	.chain(({from, to}) =>
		fc
			.array(fc.subarray(Array.from({length: from}, (_, index) => index)), {minLength: to, maxLength: to})
			.map(picks => [...Array.from({length: from}, () => []), ...picks]),
	);

/** A chain with edges that leap over many of its members. */
const skips = fc
	.record({
		size: fc.integer({min: 5, max: 30}),
		leaps: fc.array(fc.tuple(fc.nat(), fc.nat()), {maxLength: 20}),
	})
	.map(({size, leaps}) => {
		const inputs = Array.from({length: size}, (_, index) => (index === 0 ? [] : [index - 1]));
		for (const [a, b] of leaps) {
			const to = 1 + (a % (size - 1));
			inputs[to]!.push(b % to);
		}
		return inputs;
	});

export const graphs: fc.Arbitrary<Node[]> = fc
	.tuple(
		fc.oneof(
			{arbitrary: random, weight: 4},
			{arbitrary: chain, weight: 1},
			{arbitrary: tree, weight: 1},
			{arbitrary: fan, weight: 1},
			{arbitrary: knot, weight: 2},
			{arbitrary: skips, weight: 2},
		),
		stem,
	)
	.map(([inputs, stemOf]) => named(inputs, stemOf));

/** How many random graphs a property is tried on. */
export const graphCount = Number(process.env.ORCHESTRAI_TEST_GRAPHS ?? 100);
