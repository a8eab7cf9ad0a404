/** A line that stands for code which was left out: “# ... rest of the code stays the same”. */
import {languageOf} from './fence-language.ts';

/** What is said in a line that is nothing but a comment, in the languages there are. */
const comments = [
	/^(?:#+|\/\/+|--|;+|%+|')\s*(.*)$/,
	/^\/\*+\s*(.*?)\s*\*+\/$/,
	/^<!--+\s*(.*?)\s*--+>$/,
	/^\{\s*\/\*+\s*(.*?)\s*\*+\/\s*\}$/,
	/^\{[%#]-?\s*(.*?)\s*-?[%#]\}$/,
	/^(?:"""|''')\s*(.*?)\s*(?:"""|''')$/,
];
/** Such a comment is short. */
const LONGEST = 200;
const dots = /\.{3}|…/;

const things =
	'(?:code|files?|functions?|methods?|class|classes|imports?|implementations?|logic|script|module|program|contents?|markup|styles?|rules?|routes?|handlers?|services?|definitions?|declarations?|tests?|config|section|body|setup)';
const stays =
	'(?:(?:is|are|stays?|remains?|goes?|continues?) )?(?:exactly )?(?:unchanged|the same|as (?:before|is|above|(?:it was|they were)(?: in [\\w ]{1,40})?)|omitted|here|untouched|not shown|intact)(?: (?:here|as before|for brevity))?';
/** What such a comment says where it has no dots: this, and nothing else. */
const plainly = [
	`(?:the |all )?(?:rest|remainder) of (?:the |your |this )?(?:\\w+ )?${things} ${stays}`,
	'(?:rest|remainder) of (?:the |your )?(?:\\w+ )?(?:code|functions|methods|class|implementation|program|script|rules|styles)',
	`(?:the |your |all |all the )?(?:other |previous )?(?:existing|remaining|previous|original|other) (?:\\w+ )?${things}(?: and \\w+)? ${stays}`,
	'(?:the |your )?existing code',
	`(?:the )?${things} (?:(?:stays?|remains?) (?:the same|unchanged|as (?:before|is))|omitted for brevity)`,
].map(form => new RegExp(`^${form}$`, 'i'));
/** What it says between brackets or dots. */
const shortly = /^(?:no changes?(?: here)?|unchanged|same(?: as before)?|omitted(?: for brevity)?|snip)$/i;
/** Behind dots, one of these words is enough. */
const telling = new RegExp(
	`\\b(?:rest|remaining|remainder|existing|unchanged|omitted|previous|original|same as|stays?|remains?|as before|other|more|keep|snip|${things})\\b`,
	'i',
);

/**
 * The first line by which a new text of a file leaves out a part of the one it replaces; null if it is whole, for
 * all that can be told. A line that the file has already stands for itself, and a text that keeps every line has left
 * out none.
 */
export function findElision(
	path: string,
	before: string,
	after: string,
): {line: number; text: string} | null {
	const known = new Set(trimmedLines(before));
	const lines = trimmedLines(after);
	const kept = new Set(lines);
	if ([...known].every(line => line === '' || kept.has(line))) return null;
	const elides = (line: string, index: number) =>
		(mayElide(path, line) && isElidingComment(line)) || (isEllipsis(line) && !meansDots(path, after, index));
	const at = lines.findIndex((line, index) => !known.has(line) && elides(line, index));
	return at === -1 ? null : {line: at + 1, text: lines[at]!};
}

function trimmedLines(text: string): string[] {
	return text.split('\n').map(line => line.trim());
}

function isElidingComment(line: string): boolean {
	if (line.length > LONGEST) return false;
	const said = comments.map(form => form.exec(line)?.[1]).find(text => text !== undefined);
	if (said === undefined) return false;
	const words = said
		.replace(/[^\p{L}\p{N}\s]+/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	if (words === '') return dots.test(said);
	const led = /^[\s([{<*]*(?:\.{3}|…)/.test(said) && words.split(' ').length <= 12;
	const set = /^[^\p{L}\p{N}]/u.test(said);
	return (
		plainly.some(form => form.test(words)) || (set && shortly.test(words)) || (led && telling.test(words))
	);
}

function isEllipsis(line: string): boolean {
	return /^(?:\.{3,}|…|\[(?:\.{3}|…)\]|\((?:\.{3}|…)\))$/.test(line);
}

/** Where a `#` begins a heading, a comment has to look like one of HTML. */
function mayElide(path: string, line: string): boolean {
	return !isProse(path) || line.startsWith('<!--');
}

/** Dots alone are words in a text, an end in YAML, and a body in Python: behind a colon or a docstring. */
function meansDots(path: string, text: string, at: number): boolean {
	if (isProse(path) || languageOf(path) === 'yaml') return true;
	if (languageOf(path) !== 'python') return false;
	const lines = text.split('\n');
	const before = lines.slice(0, at).findLast(line => line.trim() !== '') ?? '';
	return /^\s/.test(lines[at]!) && /(?::|"""|''')\s*$/.test(before);
}

function isProse(path: string): boolean {
	return (
		['markdown', 'csv'].includes(languageOf(path)) ||
		/\.(txt|text|rst|log|adoc|tex)$|(^|\/)(README|LICEN[CS]E|NOTICE|CHANGELOG|AUTHORS)$/i.test(path)
	);
}
