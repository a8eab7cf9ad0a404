/** The bottom row: the keys that work now. */
import type {ReactElement} from 'react';
import {free} from '../keys/key-entry.ts';
import {footKeys, isDeaf} from '../keys/keymap.ts';
import type {Facts} from '../run/actions.ts';
import {modeOf} from '../run/screen.ts';
import {KeyLine} from './key-line.tsx';

type FootProps = {facts: Facts /** ms since the epoch. */; now: number; width: number};

export function Foot({facts, now, width}: FootProps): ReactElement {
	const mode = modeOf(facts.screen);
	return (
		<KeyLine
			keys={footKeys(mode, facts).map(({entry, word}) => ({
				shown: entry.shown,
				word,
				deaf: isDeaf(entry, facts.screen, now),
			}))}
			help={free.includes(mode)}
			width={width}
		/>
	);
}
