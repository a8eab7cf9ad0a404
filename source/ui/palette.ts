/** What colour each tone has, and how the tones of code are told apart where there are no colours. */

export type Tone =
	| 'plain'
	| 'quiet'
	| 'accent'
	| 'running'
	| 'attention'
	| 'good'
	| 'edited'
	| 'bad'
	| 'recorded'
	| SyntaxTone;

/** What the parts of code and of marked-up text are. */
export type SyntaxTone =
	| 'keyword'
	| 'string'
	| 'number'
	| 'comment'
	/** Names that are defined or called. */
	| 'title'
	| 'type'
	/** Keys, attributes, parameters. */
	| 'attribute'
	/** Markers and sigils: decorators, preprocessor lines, tags. */
	| 'meta'
	| 'added'
	| 'removed'
	/** Code within a sentence. */
	| 'code';

export type Background = 'dark' | 'light';

/** A colour that Ink knows; undefined leaves the terminal's own. */
type Palette = Record<Tone, string | undefined>;

/**
 * The sixteen colours that people adapt in their terminal. It is also for backgrounds that nobody told of: on a light
 * one most of it can still be read.
 */
const dark: Palette = {
	plain: undefined,
	quiet: 'gray',
	accent: 'cyan',
	running: 'cyan',
	attention: 'yellow',
	good: 'green',
	edited: 'magenta',
	bad: 'red',
	recorded: 'blueBright',
	keyword: 'magenta',
	string: 'green',
	number: 'yellow',
	comment: 'gray',
	title: 'blueBright',
	type: 'cyan',
	attribute: 'cyan',
	meta: 'yellow',
	added: 'green',
	removed: 'red',
	code: 'yellow',
};

/** At least 4.5:1 (WCAG AA) on white and on the cream of Solarized; the usual yellow and cyan are below 2:1 there. */
const light: Palette = {
	plain: undefined,
	quiet: '#5b6470',
	accent: '#0b6a7d',
	running: '#0b6a7d',
	attention: '#8a5300',
	good: '#1c6e2f',
	edited: '#8a2f9c',
	bad: '#b3201c',
	recorded: '#1d55b8',
	keyword: '#8a2f9c',
	string: '#1c6e2f',
	number: '#8a5300',
	comment: '#5b6470',
	title: '#1d55b8',
	type: '#0b6a7d',
	attribute: '#0b6a7d',
	meta: '#8a5300',
	added: '#1c6e2f',
	removed: '#b3201c',
	code: '#a1306a',
};

export const palettes: Record<Background, Palette> = {dark, light};

/** How a tone looks besides its colour. */
export type Face = {bold?: true; dim?: true; italic?: true};

/** Without colours, what is quiet recedes and what carries the structure of code stands out. */
export const facesWithoutColor: Partial<Record<Tone, Face>> = {
	quiet: {dim: true},
	keyword: {bold: true},
	title: {bold: true},
	comment: {dim: true, italic: true},
	removed: {dim: true},
	added: {bold: true},
};
