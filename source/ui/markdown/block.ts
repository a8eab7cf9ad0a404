/** What all parts of a rendered text are laid out with, and what they yield. */
import type {Line} from '../text/line.ts';
import type {Glyphs} from '../theme.ts';
import type {Highlighter} from './highlighter.ts';

export type Typeset = {width: number; glyphs: Glyphs; highlighter: Highlighter};

/** A part that stands below the one before. */
export type Block = {
	/** An empty row before it. */
	apart: boolean;
	rows(): number;
	row(index: number): Line;
	/** The same without its looks, for searching; cheap. */
	text(index: number): string;
};
