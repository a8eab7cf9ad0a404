/** The bottom row: the keys that work now, or what was last said. */
import type {ReactElement} from 'react';
import {footKeys} from '../keymap.ts';
import type {Facts} from '../run/actions.ts';
import {modeOf} from '../run/screen.ts';
import {type Line, type Span, spread, widthOfLine} from '../text/line.ts';
import {UntrustedLine} from '../text/untrusted.tsx';

export function Foot({facts, width}: {facts: Facts; width: number}): ReactElement {
	return <UntrustedLine spans={footLine(facts, width)} />;
}

/** As many keys as fit whole; a notice takes their place, but never that of the deciding ones' help. */
function footLine(facts: Facts, width: number): Line {
	const mode = modeOf(facts.screen);
	const ends: Line =
		mode === 'line' || mode === 'confirm' || mode === 'help'
			? []
			: [
					{text: '? ', bold: true},
					{text: 'help ', tone: 'quiet'},
				];
	const {notice} = facts.screen;
	if (notice) return spread([{text: ` ${notice.text}`, tone: notice.tone}], ends, width);
	const shown: Span[] = [{text: ' '}];
	for (const {shown: key, foot} of footKeys(mode, facts)) {
		const word = key === 'space' && facts.state.paused ? 'go on' : foot!;
		const next: Span[] = [
			{text: shown.length > 1 ? '   ' : ''},
			{text: key, bold: true},
			{text: ` ${word}`, tone: 'quiet'},
		];
		if (widthOfLine(shown) + widthOfLine(next) + widthOfLine(ends) + 1 > width) break;
		shown.push(...next);
	}

	return spread(shown, ends, width);
}
