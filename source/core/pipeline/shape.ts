/**
 * What may stand in a place of a file, as data. Each reader says it of itself, so that what editors are told
 * (`schema.ts`) is what is checked.
 */
export type Shape =
	/** `pattern`: what the whole text must match. */
	| {kind: 'text'; pattern?: string}
	/** A text that may be a name. */
	| {kind: 'name'}
	/** Bounds that do not matter are as far away as numbers reach. */
	| {kind: 'number'; least: number; most: number; whole: boolean}
	| {kind: 'duration'}
	| {kind: 'choice'; choices: readonly string[]}
	| {kind: 'list'; item: Shape}
	| MappingShape
	| {kind: 'anything'};

export type MappingShape = {
	kind: 'mapping';
	keys: Readonly<Record<string, Shape>>;
	required: readonly string[];
	/** What further keys may hold; null: there may be none. */
	rest: Shape | null;
	/** Usual further keys. */
	known: ReadonlySet<string>;
};
