import type {ReactElement} from 'react';
import {type Line, type Span, spread, widthOfLine} from '../text/line.ts';
import {UntrustedLine} from '../text/untrusted.tsx';

type KeyLineProps = {
	keys: readonly {shown: string; word: string; deaf?: boolean}[];
	/** Whether `?` shows every key. */
	help: boolean;
	width: number;
};

/** Keys and a word for each: as many as fit whole, a deaf one's place left empty. */
export function KeyLine(props: KeyLineProps): ReactElement {
	return <UntrustedLine spans={keyLine(props)} />;
}

function keyLine({keys, help, width}: KeyLineProps): Line {
	const ends: Line = help
		? [
				{text: '? ', bold: true},
				{text: 'help ', tone: 'quiet'},
			]
		: [];
	const row: Span[] = [{text: ' '}];
	for (const {shown, word, deaf} of keys) {
		const next: Span[] = [
			{text: row.length > 1 ? '   ' : ''},
			{text: shown, bold: true},
			{text: ` ${word}`, tone: 'quiet'},
		];
		if (widthOfLine(row) + widthOfLine(next) + widthOfLine(ends) + 1 > width) break;
		row.push(...(deaf ? [{text: ' '.repeat(widthOfLine(next))}] : next));
	}

	return spread(row, ends, width);
}
