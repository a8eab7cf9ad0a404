import type {YAMLParseError} from 'yaml';
import type {Finding} from './problem-list.ts';

const quote = 'Put the whole value in quotes if these characters belong to it.';

const findings: Partial<Record<YAMLParseError['code'], Partial<Finding>>> = {
	BAD_ALIAS: {remedy: 'Put the text in quotes if it begins with a star.'},
	BAD_DQ_ESCAPE: {remedy: 'Write \\\\ for a backslash in double quotes, or use single quotes.'},
	BAD_INDENT: {remedy: 'Indent what belongs together by the same number of spaces.'},
	BAD_SCALAR_START: {remedy: quote},
	BLOCK_AS_IMPLICIT_KEY: {
		remedy:
			'Check the indentation of this line and the one above; put a value that holds a colon and a space in quotes.',
	},
	MISSING_CHAR: {remedy: 'Add what is missing; look at the line above, too.'},
	MULTILINE_IMPLICIT_KEY: {remedy: 'Keep a key and its colon on one line; check the indentation.'},
	MULTIPLE_DOCS: {
		message: 'The file holds more than one document.',
		remedy:
			'Keep one pipeline in a file: remove the line `---` and what follows it, or move that to a file of its own.',
	},
	RESOURCE_EXHAUSTION: {
		message: 'Lists and mappings are nested too deep to be read.',
		remedy: 'A pipeline needs four levels; bring the values further up.',
	},
	TAB_AS_INDENT: {message: 'Tabs cannot indent YAML.', remedy: 'Indent with spaces.'},
	UNEXPECTED_TOKEN: {remedy: `Check the indentation and the quotes here. ${quote}`},
};

/** What YAML's grammar did not allow, with the way to mend it. */
export function describeSyntaxError(error: YAMLParseError): Finding {
	const finding = findings[error.code];
	return {
		message: finding?.message ?? `This is not YAML: ${error.message}.`,
		remedy: finding?.remedy ?? 'Check the indentation, the quotes and the brackets on this line and above.',
	};
}
