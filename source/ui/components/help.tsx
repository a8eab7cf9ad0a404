/** Every key, from the same table that handles them. */
import type {ReactElement} from 'react';
import {keymap} from '../keymap.ts';
import {type Line, line} from '../text/line.ts';
import {pad} from '../text/width.ts';
import {insideOf, Panel} from './panel.tsx';

export function Help({width, height}: {width: number; height: number}): ReactElement {
	const inside = insideOf(width, height);
	return (
		<Panel
			title={line('every key', undefined, true)}
			tone="accent"
			width={width}
			height={height}
			rows={columns(inside)}
		/>
	);
}

/** As many columns as the height asks for and the width allows. */
function columns({width, height}: {width: number; height: number}): Line[] {
	const groups = Map.groupBy(keymap, entry => entry.group);
	const rows: {head: boolean; key: string; text: string}[] = [];
	for (const [group, entries] of groups) {
		if (rows.length > 0) rows.push({head: false, key: '', text: ''});
		rows.push({head: true, key: group, text: ''});
		for (const {shown, meaning} of entries) rows.push({head: false, key: shown, text: meaning});
	}

	const count = Math.max(1, Math.min(Math.ceil(rows.length / Math.max(1, height)), Math.floor(width / 36)));
	const each = Math.floor(width / count);
	const long = Math.max(height, Math.ceil(rows.length / count));
	return Array.from({length: Math.min(long, height)}, (_, index) =>
		Array.from(
			{length: count},
			(_, column) => rows[column * long + index] ?? {head: false, key: '', text: ''},
		).flatMap(
			({head, key, text}): Line =>
				head
					? [{text: pad(key, each), tone: 'accent', bold: true}]
					: [{text: pad(key, 10), bold: true}, {text: pad(text, each - 11), tone: 'quiet'}, {text: ' '}],
		),
	);
}
