import type {ReactElement} from 'react';
import {keysMark} from '../spoken/marks.ts';
import {keysBegin} from '../spoken/narrator.ts';
import {type Line, type Span, spread, widthOfLine} from '../text/line.ts';
import {UntrustedLine} from '../text/untrusted.tsx';
import {useTheme} from '../theme.ts';

type KeyLineProps = {
	keys: readonly {shown: string; word: string; deaf?: boolean}[];
	/** Whether `?` shows every key. */
	help: boolean;
	width: number;
};

/** Keys and a word for each: as many as fit whole, a deaf one's place left empty. */
export function KeyLine(props: KeyLineProps): ReactElement {
	const {spoken} = useTheme();
	return <UntrustedLine spans={spoken ? spokenKeys(props) : keyLine(props)} />;
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

/** All at once, when they hear: so that whoever is told of a key can press it. Before that only the mark is there. */
function spokenKeys({keys, help}: KeyLineProps): Line {
	if (keys.some(({deaf}) => deaf)) return [{text: keysMark, mark: true}];
	const all = [...keys, ...(help ? [{shown: '?', word: 'help'}] : [])];
	return [
		{text: keysMark, mark: true},
		{text: `${keysBegin}${all.map(({shown, word}) => `${shown} ${word}`).join(', ')}`},
	];
}
