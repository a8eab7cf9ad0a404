/** The ways to draw a graph with boxes. */
import type {CardForm} from './cards.ts';
import type {Direction} from './layout.ts';

export type Form = CardForm & {direction: Direction /** Parallel lines keep apart. */; apart: boolean};

const framed = (direction: Direction, details: number, most: number, apart = false): Form => ({
	direction,
	framed: true,
	details,
	most,
	apart,
});
const oneRow = (most: number): Form => ({direction: 'lr', framed: false, details: 0, most, apart: false});

/** In the order in which they are preferred: what a box says goes before the way the lines run. */
export const forms: readonly Form[] = [
	framed('lr', 2, 40, true),
	framed('lr', 2, 40),
	framed('lr', 2, 30),
	framed('lr', 1, 26),
	framed('lr', 1, 24),
	framed('lr', 1, 20),
	framed('tb', 2, 40),
	framed('tb', 2, 30),
	framed('tb', 1, 26),
	framed('tb', 1, 20),
	framed('lr', 1, 18),
	framed('lr', 1, 16),
	framed('tb', 1, 16),
	framed('lr', 1, 14),
	framed('lr', 0, 16),
	framed('tb', 0, 16),
	oneRow(24),
	oneRow(14),
];

/** What a row of the rails has room for: the name and one detail. */
export const railForm: CardForm = {framed: false, details: 1, most: Number.POSITIVE_INFINITY};
