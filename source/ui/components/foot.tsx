/** The bottom row: the keys that work now. */
import type {ReactElement} from 'react';
import {footKeys, isDeaf} from '../keys/keymap.ts';
import type {Facts} from '../run/actions.ts';
import {modeOf} from '../run/screen.ts';
import {type Line, type Span, spread, widthOfLine} from '../text/line.ts';
import {UntrustedLine} from '../text/untrusted.tsx';

type FootProps = {facts: Facts /** ms since the epoch. */; now: number; width: number};

export function Foot(props: FootProps): ReactElement {
	return <UntrustedLine spans={footLine(props)} />;
}

/** As many keys as fit whole, a deaf one's place left empty. */
function footLine({facts, now, width}: FootProps): Line {
	const mode = modeOf(facts.screen);
	const ends: Line =
		mode === 'line' || mode === 'confirm' || mode === 'help'
			? []
			: [
					{text: '? ', bold: true},
					{text: 'help ', tone: 'quiet'},
				];
	const shown: Span[] = [{text: ' '}];
	for (const {entry, word} of footKeys(mode, facts)) {
		const next: Span[] = [
			{text: shown.length > 1 ? '   ' : ''},
			{text: entry.shown, bold: true},
			{text: ` ${word}`, tone: 'quiet'},
		];
		if (widthOfLine(shown) + widthOfLine(next) + widthOfLine(ends) + 1 > width) break;
		shown.push(...(isDeaf(entry, facts.screen, now) ? [{text: ' '.repeat(widthOfLine(next))}] : next));
	}

	return spread(shown, ends, width);
}
