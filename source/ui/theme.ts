/** Colours by meaning, and the glyphs of the chrome. */
import {createContext, useContext} from 'react';

export type Tone =
	| 'plain'
	| 'quiet'
	| 'accent'
	| 'running'
	| 'attention'
	| 'good'
	| 'edited'
	| 'bad'
	| 'recorded';

export type Glyphs = {
	pending: string;
	review: string;
	done: string;
	edited: string;
	failed: string;
	blocked: string;
	recorded: string;
	selected: string;
	bar: string;
	dot: string;
	dash: string;
	arrow: string;
	ellipsis: string;
	up: string;
	down: string;
	spinner: readonly string[];
};

type Frame = Record<
	'topLeft' | 'top' | 'topRight' | 'right' | 'bottomRight' | 'bottom' | 'bottomLeft' | 'left',
	string
>;

export type Theme = {
	glyphs: Glyphs;
	frame: Frame;
	/** A colour name that Ink knows; undefined leaves the terminal's own. */
	color(tone: Tone): string | undefined;
};

const colors: Record<Tone, string | undefined> = {
	plain: undefined,
	quiet: 'gray',
	accent: 'cyan',
	running: 'cyan',
	attention: 'yellow',
	good: 'green',
	edited: 'magenta',
	bad: 'red',
	recorded: 'blue',
};

const unicodeGlyphs: Glyphs = {
	pending: '○',
	review: '◆',
	done: '✓',
	edited: '✎',
	failed: '✗',
	blocked: '⊘',
	recorded: '≡',
	selected: '▌',
	bar: '│',
	dot: '·',
	dash: '—',
	arrow: '→',
	ellipsis: '…',
	up: '↑',
	down: '↓',
	spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
};

const asciiGlyphs: Glyphs = {
	pending: 'o',
	review: '?',
	done: '+',
	edited: '~',
	failed: 'x',
	blocked: '/',
	recorded: '=',
	selected: '>',
	bar: '|',
	dot: '-',
	dash: '-',
	arrow: '->',
	ellipsis: '~',
	up: '^',
	down: 'v',
	spinner: ['|', '/', '-', '\\'],
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

/** `color: false` for NO_COLOR; `unicode: false` for a locale without UTF-8. */
export function createTheme({
	color = true,
	unicode = true,
}: {
	color?: boolean;
	unicode?: boolean;
} = {}): Theme {
	return {
		glyphs: unicode ? unicodeGlyphs : asciiGlyphs,
		frame: unicode ? roundFrame : asciiFrame,
		color: tone => (color ? colors[tone] : undefined),
	};
}

export const ThemeContext = createContext<Theme>(createTheme());

export function useTheme(): Theme {
	return useContext(ThemeContext);
}
