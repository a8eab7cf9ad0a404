/** Colours by meaning, and the glyphs of the chrome. */
import {createContext, useContext} from 'react';
import {type Face, faces, facesWithoutColor, type PaletteName, palettes, type Tone} from './palette.ts';
import {selectedMark} from './spoken/marks.ts';

export type {Tone} from './palette.ts';

export type Glyphs = {
	pending: string;
	review: string;
	done: string;
	edited: string;
	failed: string;
	blocked: string;
	recorded: string;
	stale: string;
	pinned: string;
	/** It could begin, and is held. */
	held: string;
	breakpoint: string;
	selected: string;
	bar: string;
	dot: string;
	/** Before an item of a list. */
	bullet: string;
	/** Beside code, and between the columns of a table. */
	gutter: string;
	/** Beside a quotation. */
	quote: string;
	/** In the gutter where a line of code goes on. */
	goesOn: string;
	rule: string;
	crossing: string;
	dash: string;
	arrow: string;
	ellipsis: string;
	left: string;
	right: string;
	spinner: readonly string[];
	/** Of a recording: how it stands. */
	playing: string;
	paused: string;
	ended: string;
	/** Along a recording: what is played and what is not yet, and where it stands. */
	trackBehind: string;
	trackAhead: string;
	trackHead: string;
	beganBehind: string;
	beganAhead: string;
	iteration: string;
	times: string;
};

type Frame = Record<
	'topLeft' | 'top' | 'topRight' | 'right' | 'bottomRight' | 'bottom' | 'bottomLeft' | 'left',
	string
>;

export type Theme = {
	/** Whether characters beyond ASCII may be drawn. */
	unicode: boolean;
	/** Whether colours may tell things apart. */
	colored: boolean;
	/** The screen is read aloud: rows of text in the order in which they are to be heard, without frames. */
	spoken: boolean;
	glyphs: Glyphs;
	frame: Frame;
	/** Of the pane that has the keys, where no colour can tell. */
	focusedFrame: Frame;
	/** A colour name that Ink knows; undefined leaves the terminal's own. */
	color(tone: Tone): string | undefined;
	/** What else sets a tone apart. */
	face(tone: Tone): Face;
};

const plainFace: Face = {};

const unicodeGlyphs: Glyphs = {
	pending: '○',
	review: '◆',
	done: '✓',
	edited: '✎',
	failed: '✗',
	blocked: '⊘',
	recorded: '≡',
	stale: '◌',
	pinned: '⚲',
	held: '▹',
	breakpoint: '◉',
	selected: '▌',
	bar: '│',
	dot: '·',
	bullet: '•',
	gutter: '│',
	quote: '┃',
	goesOn: '┆',
	rule: '─',
	crossing: '┼',
	dash: '—',
	arrow: '→',
	ellipsis: '…',
	left: '←',
	right: '→',
	spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
	playing: '▶',
	paused: '‖',
	ended: '■',
	trackBehind: '━',
	trackAhead: '─',
	trackHead: '●',
	beganBehind: '┿',
	beganAhead: '┼',
	iteration: '↻',
	times: '×',
};

/** `+` is left to frames and branches, and `?` to the key of the help. */
const asciiGlyphs: Glyphs = {
	pending: 'o',
	review: '!',
	done: '*',
	edited: '~',
	failed: 'x',
	blocked: '/',
	recorded: '=',
	stale: 'S',
	pinned: 'P',
	held: 'H',
	breakpoint: 'B',
	selected: '>',
	bar: '|',
	dot: '-',
	bullet: '-',
	gutter: '|',
	quote: '>',
	goesOn: ':',
	rule: '-',
	crossing: '+',
	dash: '-',
	arrow: '->',
	ellipsis: '~',
	left: '<',
	right: '>',
	spinner: ['|', '/', '-', '\\'],
	playing: '>',
	paused: '||',
	ended: '[]',
	trackBehind: '=',
	trackAhead: '-',
	trackHead: 'O',
	beganBehind: '|',
	beganAhead: '|',
	iteration: '%',
	times: 'x',
};

/** What is read aloud: no sign without a word, and none that turns. */
const spokenGlyphs: Glyphs = {
	...asciiGlyphs,
	pending: '',
	review: '',
	done: '',
	edited: '',
	failed: '',
	blocked: '',
	recorded: '',
	stale: '',
	selected: selectedMark,
	bar: ' ',
	ellipsis: '...',
	dot: ',',
	gutter: ' ',
	quote: ' ',
	goesOn: ' ',
	rule: ' ',
	crossing: ' ',
	spinner: ['*'],
};

const roundFrame: Frame = {
	topLeft: '╭',
	top: '─',
	topRight: '╮',
	right: '│',
	bottomRight: '╯',
	bottom: '─',
	bottomLeft: '╰',
	left: '│',
};

const asciiFrame: Frame = {
	topLeft: '+',
	top: '-',
	topRight: '+',
	right: '|',
	bottomRight: '+',
	bottom: '-',
	bottomLeft: '+',
	left: '|',
};

const heavyFrame: Frame = {
	topLeft: '┏',
	top: '━',
	topRight: '┓',
	right: '┃',
	bottomRight: '┛',
	bottom: '━',
	bottomLeft: '┗',
	left: '┃',
};

const heavyAsciiFrame: Frame = {...asciiFrame, top: '=', bottom: '=', left: '#', right: '#'};

/** `color: false` for NO_COLOR; `unicode: false` for a locale without UTF-8. What is read aloud has no drawing. */
export function createTheme({
	color = true,
	unicode = true,
	palette = 'dark',
	spoken = false,
}: {
	color?: boolean;
	unicode?: boolean;
	palette?: PaletteName;
	spoken?: boolean;
} = {}): Theme {
	const colors = palettes[palette];
	const drawn = unicode && !spoken;
	return {
		unicode: drawn,
		colored: color,
		spoken,
		glyphs: spoken ? spokenGlyphs : drawn ? unicodeGlyphs : asciiGlyphs,
		frame: drawn ? roundFrame : asciiFrame,
		focusedFrame: color ? (drawn ? roundFrame : asciiFrame) : drawn ? heavyFrame : heavyAsciiFrame,
		color: tone => (color ? colors[tone] : undefined),
		face: tone => (color ? faces[palette] : facesWithoutColor)[tone] ?? plainFace,
	};
}

export const ThemeContext = createContext<Theme>(createTheme());

export function useTheme(): Theme {
	return useContext(ThemeContext);
}
