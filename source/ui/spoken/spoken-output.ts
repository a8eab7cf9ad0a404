import {createNarrator} from './narrator.ts';

/** Pages of this size are read one at a time, whatever the window. */
const page = {columns: 80, rows: 40};

/** What the terminal would break, it breaks within words: one cell is left for the cursor. */
function widthOf({columns}: NodeJS.WriteStream): number {
	return Math.min(page.columns, (columns || page.columns) - 1);
}

const hidesCursor = /\u001B\[\?25l/g;

/**
 * What Ink draws to where the screen is read aloud, each frame as plain lines. What is for the terminal itself, it gets,
 * but that the cursor be hidden: it is where reading goes on.
 */
export function createSpokenOutput(terminal: NodeJS.WriteStream): NodeJS.WriteStream {
	const narrator = createNarrator(() => widthOf(terminal));
	const spell = (text: string) => {
		if (text === '') return '';
		return text.includes('\u001B') ? text.replaceAll(hidesCursor, '') : narrator.tell(text);
	};
	const output = {
		...page,
		isTTY: true,
		on: () => output,
		off: () => output,
		write(text: string, ...more: unknown[]) {
			const written = spell(text);
			const done = more.findLast(one => typeof one === 'function') as (() => void) | undefined;
			// Ink asks with an empty text whether all is gone.
			return (written === '' && !done) || terminal.write(written, () => done?.());
		},
	};
	return output as unknown as NodeJS.WriteStream;
}
