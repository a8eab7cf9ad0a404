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

/** For a background each, and with the highest contrast that it allows. */
export const paletteNames = ['dark', 'light', 'contrast', 'contrast-light'] as const;
export type PaletteName = (typeof paletteNames)[number];

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

/** At least 10:1 on black, and 7:1 (WCAG AAA) on the dark grey of many terminals; nothing recedes. */
const contrast: Palette = {
	plain: '#ffffff',
	quiet: '#ffffff',
	accent: '#7df9ff',
	running: '#7df9ff',
	attention: '#ffff00',
	good: '#7dff7d',
	edited: '#ffb3ff',
	bad: '#ffb0a8',
	recorded: '#bcd4ff',
	keyword: '#ffb3ff',
	string: '#7dff7d',
	number: '#ffff00',
	comment: '#ffffff',
	title: '#bcd4ff',
	type: '#7df9ff',
	attribute: '#7df9ff',
	meta: '#ffff00',
	added: '#7dff7d',
	removed: '#ffb0a8',
	code: '#ffff00',
};

/** At least 7:1 (WCAG AAA) on white and on the cream of Solarized. */
const contrastLight: Palette = {
	plain: '#000000',
	quiet: '#000000',
	accent: '#003c50',
	running: '#003c50',
	attention: '#5a3300',
	good: '#00420e',
	edited: '#5c0070',
	bad: '#7d0000',
	recorded: '#00277d',
	keyword: '#5c0070',
	string: '#00420e',
	number: '#5a3300',
	comment: '#000000',
	title: '#00277d',
	type: '#003c50',
	attribute: '#003c50',
	meta: '#5a3300',
	added: '#00420e',
	removed: '#7d0000',
	code: '#5a0034',
};

export const palettes: Record<PaletteName, Palette> = {
	dark,
	light,
	contrast,
	'contrast-light': contrastLight,
};

/** How a tone looks besides its colour. */
export type Face = {bold?: true; dim?: true; italic?: true; underline?: true};

/** At high contrast what matters is set apart by more than its colour. */
const facesOfContrast: Partial<Record<Tone, Face>> = {
	accent: {bold: true},
	running: {bold: true},
	attention: {bold: true, underline: true},
	bad: {bold: true, underline: true},
	good: {bold: true},
	comment: {italic: true},
	keyword: {bold: true},
	title: {bold: true},
	added: {bold: true},
	removed: {underline: true},
};

/** What sets the tones of a palette apart besides its colours. */
export const faces: Record<PaletteName, Partial<Record<Tone, Face>>> = {
	dark: {},
	light: {},
	contrast: facesOfContrast,
	'contrast-light': facesOfContrast,
};

/** Without colours, what is quiet recedes and what carries the structure of code stands out. */
export const facesWithoutColor: Partial<Record<Tone, Face>> = {
	quiet: {dim: true},
	keyword: {bold: true},
	title: {bold: true},
	comment: {dim: true, italic: true},
	removed: {dim: true},
	added: {bold: true},
};
