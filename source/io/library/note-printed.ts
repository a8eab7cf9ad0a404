import type {ModuleContext} from '../../core/module.ts';

/** Of one attempt; a module that prints more than that fills the log with what nobody reads. */
const mostLines = 200;
/** Characters. */
const longestLine = 2000;

/** Has what a module prints while it runs kept as notes, a line each. */
export function notePrinted({log}: Pick<ModuleContext, 'log'>): {take(text: string): void; end(): void} {
	let begun = '';
	let lines = 0;

	function note(line: string): void {
		if (line.trim() === '' || lines > mostLines) return;
		lines++;
		if (lines > mostLines) log('It printed more lines, which are not kept.');
		else log(line.length > longestLine ? `${line.slice(0, longestLine)}…` : line);
	}

	return {
		take(text) {
			// What has no line's end is bounded as well.
			const [first = '', ...more] = text.split('\n');
			begun = (begun + first).slice(0, longestLine + 1);
			for (const next of more) {
				note(begun.replace(/\r$/, ''));
				begun = next.slice(0, longestLine + 1);
			}
		},
		end() {
			note(begun);
			begun = '';
		},
	};
}
