import type {ModuleContext} from '../../core/module.ts';

/** Of one attempt; a module that prints more than that fills the log with what nobody reads. */
const mostLines = 200;
/** Characters. */
const longestLine = 2000;

/** Colours and the like: a program prints them where it takes the terminal for its own. */
const graphics = /\u001B\[[\d;:]{0,64}m/g;
const begunGraphics = /\u001B(?:\[[\d;:]{0,64})?$/;

/** Has what a module prints while it runs kept as notes, a line each. */
export function notePrinted({log}: Pick<ModuleContext, 'log'>): {take(text: string): void; end(): void} {
	let begun = '';
	let lines = 0;

	function note(line: string): void {
		if (line.trim() === '' || lines > mostLines) return;
		lines++;
		if (lines > mostLines) log('It printed more lines, which are not kept.');
		else log(line.length > longestLine ? `${line.slice(0, longestLine).replace(begunGraphics, '')}…` : line);
	}

	/** What has no line's end is bounded as well. Graphics that are cut in two are whole with the next piece. */
	function add(piece: string): void {
		if (begun.length <= longestLine) begun = (begun + piece).replace(graphics, '').slice(0, longestLine + 1);
	}

	return {
		take(text) {
			const [first = '', ...more] = text.split('\n');
			add(first);
			for (const next of more) {
				note(begun.replace(/\r$/, ''));
				begun = '';
				add(next);
			}
		},
		end() {
			note(begun);
			begun = '';
		},
	};
}
