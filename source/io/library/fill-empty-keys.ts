import {type Document, isMap, isScalar, type Node, parseDocument, stringify, type YAMLMap} from 'yaml';

/**
 * Gives keys of a YAML text a value that stand there without one. It is done in the text itself: set in the parsed
 * document, a value takes the comments along that follow its key, or drops them. Other keys are left alone, and so are
 * those within braces, which have no lines of their own.
 */
export function fillEmptyKeys(
	text: string,
	values: readonly {key: readonly string[]; value: unknown}[],
): string {
	const document = parseDocument(text);
	const inserts = values.flatMap(({key, value}) => {
		const place = placeInEmpty(document, text, key);
		if (place === null) return [];
		const {indent, colon} = place;
		const written = stringify(value).trimEnd();
		return typeof value === 'string'
			? [{at: colon, inserted: ` ${written}`}]
			: [{at: endOfLine(text, colon), inserted: `\n${written.replaceAll(/^/gm, `${indent}  `)}`}];
	});
	return inserts
		.sort((one, other) => other.at - one.at)
		.reduce((filled, {at, inserted}) => filled.slice(0, at) + inserted + filled.slice(at), text);
}

/** What stands before the key, and the place behind its colon; null where the key is missing, or has a value. */
function placeInEmpty(
	document: Document,
	text: string,
	key: readonly string[],
): {indent: string; colon: number} | null {
	const within = key.length === 1 ? document.contents : document.getIn(key.slice(0, -1), true);
	const pair = isMap(within)
		? within.items.find(each => isScalar(each.key) && each.key.value === key.at(-1))
		: undefined;
	if (!pair || (within as YAMLMap).flow || !isEmpty(pair.value as Node | null)) return null;
	const [begin, end] = (pair.key as Node).range!;
	const indent = text.slice(text.lastIndexOf('\n', begin - 1) + 1, begin);
	const colon = /^[ \t]*:/.exec(text.slice(end));
	return colon === null || indent.trim() !== '' ? null : {indent, colon: end + colon[0].length};
}

function isEmpty(value: Node | null): boolean {
	return value === null || (isScalar(value) && value.value === null && (value.source ?? '') === '');
}

function endOfLine(text: string, from: number): number {
	const end = text.slice(from).search(/\r?\n/);
	return end === -1 ? text.length : from + end;
}
