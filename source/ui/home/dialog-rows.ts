/** What a dialog of home shows in the preview's place, and the line in which something is typed. */
import {plural} from '../text/figures.ts';
import type {Line} from '../text/line.ts';
import {pad, widthOf} from '../text/width.ts';
import {type Dialog, localModels} from './dialog.ts';
import {filterLine} from './filter-line.ts';
import type {Offers} from './offers.ts';
import {paragraph, type Room} from './preview.ts';

export function titleOfDialog(dialog: Dialog): string {
	const titles: Record<Dialog['kind'], string> = {
		name: 'a pipeline of your own: its name',
		template: 'a pipeline of your own: what it begins as',
		key: 'a key for OpenAI’s models',
		local: 'a model on this machine',
	};
	return titles[dialog.kind];
}

export function dialogRows(dialog: Dialog, offers: Offers, room: Room): Line[] {
	switch (dialog.kind) {
		case 'name':
			return paragraph(
				'It is written to ./pipelines/NAME.yml, small and commented, and runs as it is. Nothing that is there is overwritten.',
				room,
			);
		case 'template': {
			const names = Math.max(0, ...offers.templates.map(({name}) => widthOf(name)));
			return [
				...paragraph(`What ./pipelines/${dialog.name}.yml begins as:`, room),
				...choices(
					offers.templates.map(({name, says}) => [`${pad(name, names)}  `, says]),
					dialog.at,
					room,
				),
			];
		}
		case 'key':
			return paragraph(
				'It is checked with one call that costs nothing, and stored for you alone to read, outside of this folder. For another endpoint: orchestrai login --base-url URL, in a shell.',
				room,
			);
		case 'local':
			return localRows(dialog.at, offers, room);
	}
}

function localRows(at: number, offers: Offers, room: Room): Line[] {
	const {local} = offers;
	if (local === null) return paragraph('Looking for Ollama, LM Studio and llama.cpp on this machine.', room);
	if (local.length === 0) {
		return paragraph(
			'No server of models answers on this machine: neither Ollama (port 11434) nor LM Studio (1234) nor llama.cpp (8080). Start one and press r; for a server elsewhere: orchestrai run NAME --base-url URL --model NAME, in a shell.',
			room,
		);
	}

	const models = localModels(offers);
	const empty = local.filter(one => one.models.length === 0);
	const titles = Math.max(0, ...models.map(({title}) => widthOf(title)));
	return [
		...empty.flatMap(({title}) =>
			paragraph(
				`${title} answers, and has no model yet${title === 'Ollama' ? ': ollama pull qwen3, in a shell, fetches one' : ''}.`,
				room,
			),
		),
		...choices(
			models.map(({title, model}) => [`${pad(title, titles)}  `, model]),
			at,
			room,
		),
	];
}

/** Those around the chosen one, as many as there is room for. */
function choices(rows: readonly [string, string][], at: number, {height, theme}: Room): Line[] {
	const most = Math.max(1, height - 3);
	const first = Math.max(0, Math.min(at - Math.floor(most / 2), rows.length - most));
	return rows.slice(first, first + most).map(([label, text], index): Line => {
		const chosen = first + index === at;
		return [
			{text: chosen ? `${theme.glyphs.selected} ` : '  ', tone: 'accent', mark: true},
			{text: label, bold: chosen},
			{text, tone: chosen ? 'plain' : 'quiet'},
		];
	});
}

/** Null where nothing is typed. Of a key only its length is told. */
export function typedLine(dialog: Dialog, columns: number): Line | null {
	if (dialog.kind === 'name') return filterLine(dialog.line, columns, 'name');
	if (dialog.kind !== 'key') return null;
	const {length} = dialog.line.text;
	return [
		{text: ' key ', tone: 'accent', bold: true},
		{text: length === 0 ? 'type or paste it; it is not shown' : `${plural(length, 'character')}, not shown`},
		{text: ' ', inverse: true, cursor: true},
	];
}
