/** What takes texts apart into graphemes: what a reader takes for single characters. */
import {singlesAndControls} from './one-cell.ts';

/** Of a segment of `Intl.Segmenter`, what is asked for. */
type Grapheme = {segment: string; index: number};

/** Made when it is first needed: it takes 10 ms and more. */
let thorough: Intl.Segmenter | undefined;

/** As `Intl.Segmenter` by graphemes, but for texts of single characters and sequences of the terminal it looks nothing up. */
export const quickSegmenter = {
	segment(text: string): Iterable<Grapheme> {
		if (singlesAndControls.test(text)) return Array.from(text, (segment, index) => ({segment, index}));
		thorough ??= new Intl.Segmenter(undefined, {granularity: 'grapheme'});
		return thorough.segment(text);
	},
};
