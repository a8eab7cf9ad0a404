import {isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap} from 'yaml';
import {isReservedName} from './name-rules.ts';
import type {Place, Report} from './problem-list.ts';
import {type Entry, type MappingValue, shorten, type Value} from './yaml-value.ts';

/** The size of a file is bounded, so only aliases can make it hold more values than this. */
const mostValues = 200_000;
const deepest = 50;

const plainTags = new Set([
	'!',
	...['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map(name => `tag:yaml.org,2002:${name}`),
]);

/**
 * The parser's nodes as values with places. Aliases share the value they repeat, so this is linear in the text;
 * null, and reported, if they would unfold into a bomb.
 */
export function convertNodes(root: Node, text: string, report: Report): Value | null {
	const anchors = new Map<string, Value | 'open'>();
	const sizes = new Map<Value, number>();
	let total = 0;
	let bomb = false;

	const placeOf = (node: Node, fallback: Place): Place => {
		const [start, end] = node.range ?? [fallback.start, fallback.end];
		return end > start ? {start, end} : fallback;
	};

	const nothing = (place: Place): Value => ({kind: 'scalar', value: null, source: '', place});

	const measure = (value: Value, size: number): Value => {
		sizes.set(value, size);
		return value;
	};

	const refuseTag = (node: Node, place: Place): void => {
		if (isAlias(node) || node.tag === undefined || plainTags.has(node.tag)) return;
		const start = Math.max(0, text.lastIndexOf('!', place.start));
		report({start: text[start - 1] === '!' ? start - 1 : start, end: place.start}, () => ({
			message: `The tag \`${shorten(node.tag!.replace('tag:yaml.org,2002:', '!!'))}\` means nothing in a pipeline.`,
			remedy: 'Remove the tag; write plain text, numbers, lists and mappings only.',
		}));
	};

	const visitAlias = (name: string, place: Place): Value => {
		const meant = anchors.get(name);
		if (meant === undefined || meant === 'open') {
			report(place, () =>
				meant === 'open'
					? {
							message: `The alias \`*${shorten(name)}\` stands inside the very value it repeats.`,
							remedy: 'Write the value out instead.',
						}
					: {
							message: `There is no \`&${shorten(name)}\` above for the alias \`*${shorten(name)}\` to repeat.`,
							remedy: `Mark a value above with \`&${shorten(name)}\`, or put the text in quotes if it begins with a star.`,
						},
			);
			return nothing(place);
		}
		total += sizes.get(meant) ?? 1;
		if (total <= mostValues) return meant;
		if (!bomb) {
			report(place, () => ({
				message: `The aliases of this file unfold into more than ${mostValues} values.`,
				remedy: 'Write the values out instead of repeating lists of lists.',
			}));
		}
		bomb = true;
		return nothing(place);
	};

	const visit = (node: Node | null | undefined, fallback: Place, depth: number): Value => {
		if (!node) return nothing(fallback);
		const place = placeOf(node, fallback);
		if (isAlias(node)) return visitAlias(node.source, place);
		refuseTag(node, place);
		total++;
		if (depth > deepest) {
			report(place, () => ({
				message: `Lists and mappings are nested more than ${deepest} deep.`,
				remedy: 'A pipeline needs four levels; bring the values further up.',
			}));
			return nothing(place);
		}
		const anchor = node.anchor;
		if (anchor !== undefined) anchors.set(anchor, 'open');
		const value = build(node, place, depth);
		if (anchor !== undefined) anchors.set(anchor, value);
		return value;
	};

	const build = (node: Node, place: Place, depth: number): Value => {
		if (isSeq(node)) {
			const items = node.items.map(item => {
				const at = (item as Node | null)?.range?.[0] ?? place.start + 1;
				// An empty item is shown by its dash.
				return visit(item as Node | null, {start: at - 1, end: at}, depth + 1);
			});
			return measure(
				{kind: 'list', items, place},
				items.reduce((sum, item) => sum + (sizes.get(item) ?? 1), 1),
			);
		}
		if (isMap(node)) return buildMapping(node, place, depth);
		const scalar = isScalar(node) ? node.value : null;
		const source = isScalar(node) ? (node.source ?? '') : '';
		const plain =
			scalar === null || typeof scalar === 'number' || typeof scalar === 'boolean' ? scalar : source;
		return {kind: 'scalar', value: typeof scalar === 'string' ? scalar : plain, source, place};
	};

	const buildMapping = (node: YAMLMap, place: Place, depth: number): Value => {
		const mapping: MappingValue = {kind: 'mapping', entries: new Map(), place};
		const merged: Value[] = [];
		let size = 1;
		for (const pair of node.items as Pair<Node | null, Node | null>[]) {
			const keyPlace = pair.key ? placeOf(pair.key, place) : place;
			const key = readKey(pair.key, keyPlace);
			const value = visit(pair.value, keyPlace, depth + 1);
			size += sizes.get(value) ?? 1;
			if (key === null) continue;
			if (key === '<<') merged.push(...(value.kind === 'list' ? value.items : [value]));
			else addEntry(mapping, {key, keyPlace, value});
		}
		for (const part of merged) mergeInto(mapping, part);
		return measure(mapping, size);
	};

	const readKey = (key: Node | null, place: Place): string | null => {
		if (key) refuseTag(key, place);
		if (!isScalar(key) || key.value === null || typeof key.value === 'object') {
			report(place, () => ({
				message: 'A key must be a plain word.',
				remedy: 'Write `word: value`; put a key with special characters in quotes.',
			}));
			return null;
		}
		const word = typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
		if (!isReservedName(word)) return word;
		report(place, () => ({
			message: `\`${word}\` cannot be a key.`,
			remedy: 'Remove it; JavaScript keeps this word for itself.',
		}));
		return null;
	};

	const addEntry = (mapping: MappingValue, entry: Entry): void => {
		if (!mapping.entries.has(entry.key)) {
			mapping.entries.set(entry.key, entry);
			return;
		}
		report(entry.keyPlace, () => ({
			message: `\`${shorten(entry.key)}\` is given twice here.`,
			remedy: 'Keep one of the two.',
		}));
	};

	/** `<<: *defaults`: what stands in the mapping itself wins. */
	const mergeInto = (mapping: MappingValue, part: Value): void => {
		if (bomb) return;
		if (part.kind !== 'mapping') {
			report(part.place, () => ({
				message: '`<<` takes a mapping, or a list of mappings.',
				remedy: 'Write `<<: *name`, where `&name` marks a mapping above.',
			}));
			return;
		}
		for (const entry of part.entries.values()) {
			if (!mapping.entries.has(entry.key)) mapping.entries.set(entry.key, entry);
		}
	};

	const value = visit(root, {start: 0, end: 1}, 0);
	return bomb ? null : value;
}
