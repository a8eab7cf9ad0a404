import {type Document, isScalar, visit, type YAMLParseError} from 'yaml';
import type {Finding, Place} from './problem-list.ts';

const quoteIt = 'Put the whole value in quotes if these characters belong to it.';

/** The parser's own sentences speak of its grammar; these are for people. The first row that fits is taken. */
const findings: {fits: RegExp; message?: string; remedy: string}[] = [
	{
		fits: /end with a \]/,
		message: 'A bracket `[` was opened above and is still open here.',
		remedy: 'Close it with `]`.',
	},
	{
		fits: /end with a \}/,
		message: 'A brace `{` was opened above and is still open here.',
		remedy: 'Close it with `}`.',
	},
	{
		fits: /Missing closing .quote/,
		message: 'This quote is not closed.',
		remedy: 'Add the closing quote.',
	},
	{
		fits: /without - indicator/,
		message: 'This line is neither a new item of the list nor part of the item above.',
		remedy: 'Indent it like the lines it belongs to, or begin it with `- `.',
	},
	{
		fits: /Nested mappings are not allowed/,
		message: 'A value on the line of its key cannot hold a colon followed by a space.',
		remedy: 'Put the whole value in quotes.',
	},
	{
		fits: /^TAB_AS_INDENT/,
		message: 'Tabs cannot indent YAML.',
		remedy: 'Indent with spaces.',
	},
	{
		fits: /^MULTIPLE_DOCS/,
		message: 'The file holds more than one document.',
		remedy: 'Keep one pipeline in a file: remove the line `---` and what follows it.',
	},
	{
		fits: /^RESOURCE_EXHAUSTION/,
		message: 'Lists and mappings are nested too deep to be read.',
		remedy: 'A pipeline needs four levels; bring the values further up.',
	},
	{
		fits: /^BAD_DQ_ESCAPE/,
		remedy: 'Write \\\\ for a backslash in double quotes, or use single quotes.',
	},
	{
		fits: /^(BAD_INDENT|BLOCK_AS_IMPLICIT_KEY|MULTILINE_IMPLICIT_KEY|BAD_PROP_ORDER)/,
		remedy: 'Indent what belongs together by the same number of spaces, here and on the lines above.',
	},
	{
		fits: /Unexpected , in flow/,
		message: 'There is a comma too many.',
		remedy: 'Remove it, or write what is missing before it.',
	},
	{fits: /^(BAD_SCALAR_START|UNEXPECTED_TOKEN)/, remedy: quoteIt},
	{fits: /^/, remedy: 'Check the indentation, the quotes and the brackets on this line and above.'},
];

/** What YAML's grammar did not allow, with the way to mend it. */
export function describeSyntaxError(error: YAMLParseError): Finding {
	const {message, remedy} = findings.find(({fits}) => fits.test(`${error.code} ${error.message}`))!;
	return {message: message ?? `This is not YAML: ${error.message}.`, remedy};
}

/** Where to look: for a quote that is never closed that is where it opens, not the end of the file. */
export function placeOfSyntaxError(error: YAMLParseError, document: Document): Place {
	const [start, end] = error.pos;
	let place: Place = {start, end};
	if (!/Missing closing .quote/.test(error.message)) return place;
	visit(document, {
		Node(_, node) {
			if (!isScalar(node) || node.range?.[1] !== start) return undefined;
			place = {start: node.range[0], end: node.range[0] + 1};
			return visit.BREAK;
		},
	});
	return place;
}
