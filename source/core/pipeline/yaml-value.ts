import type {Place} from './problem-list.ts';

export type ScalarValue = {
	kind: 'scalar';
	value: string | number | boolean | null;
	/** As written, without quotes. */
	source: string;
	place: Place;
};

type ListValue = {kind: 'list'; items: Value[]; place: Place};

export type Entry = {key: string; keyPlace: Place; value: Value};

/** Keys are unique, and none is a reserved name. */
export type MappingValue = {kind: 'mapping'; entries: Map<string, Entry>; place: Place};

/** What YAML holds, each value with its place. Aliases share the value they stand for. */
export type Value = ScalarValue | ListValue | MappingValue;

/** `a list`, `the number 12`, `nothing`, …: what a person sees standing there. */
export function describeValue(value: Value): string {
	if (value.kind === 'list') return 'a list';
	if (value.kind === 'mapping') return 'a mapping';
	if (value.value === null) return 'nothing';
	if (typeof value.value === 'number') return `the number ${shorten(value.source)}`;
	if (typeof value.value === 'boolean') return `the truth value \`${shorten(value.source)}\``;
	return `the text \`${shorten(value.value)}\``;
}

/** A word from the file, short enough to stand in a sentence. */
export function shorten(text: string): string {
	const line = text.replaceAll(/\s+/g, ' ');
	return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
