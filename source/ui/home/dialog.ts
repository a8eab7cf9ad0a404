/** What home asks when somebody begins: a name and a template, a key, a model of this machine. Pure. */
import {readFileName, takenByApp} from '../../core/pipeline/file-name.ts';
import {type EditorAction, edit, editorOf, type LineEditor} from '../line/line-editor.ts';
import type {LocalModel, Offers} from './offers.ts';

export type Dialog =
	| {kind: 'name'; line: LineEditor}
	| {kind: 'template'; name: string; at: number}
	/** It is typed unseen. */
	| {kind: 'key'; line: LineEditor}
	| {kind: 'local'; at: number};

export type Asking = Dialog['kind'];

export const firstOf: Record<Exclude<Asking, 'template'>, Dialog> = {
	name: {kind: 'name', line: editorOf()},
	key: {kind: 'key', line: editorOf()},
	local: {kind: 'local', at: 0},
};

/** The models that can be chosen, server by server. */
export function localModels({local}: Pick<Offers, 'local'>): LocalModel[] {
	return (local ?? []).flatMap(({models, title, provider, base_url}) =>
		models.map(model => ({title, provider, base_url, model})),
	);
}

export function typeInto(dialog: Dialog, action: EditorAction): Dialog {
	return 'line' in dialog ? {...dialog, line: edit(dialog.line, action)} : dialog;
}

/** Another one of those that are offered. */
export function moveIn(dialog: Dialog, step: number, offers: Offers): Dialog {
	if (!('at' in dialog)) return dialog;
	const count = dialog.kind === 'local' ? localModels(offers).length : offers.templates.length;
	return {...dialog, at: Math.max(0, Math.min(count - 1, dialog.at + step))};
}

/** The name without an ending that was typed along, or why a pipeline cannot be called that. */
export function readPipelineName(
	typed: string,
	{pipelines}: Pick<Offers, 'pipelines'>,
): {name: string} | {problem: string} {
	const read = readFileName('pipeline', typed);
	if ('problem' in read) return read;
	const {name} = read;
	const one = pipelines.find(each => each.name === name);
	if (one === undefined) return read;
	if (one.source === 'bundled') return {problem: sentence(takenByApp('pipeline', name))};
	return {problem: `There is a pipeline ${name} already: choose another name, such as my_${name}.`};
}

/** What follows a colon elsewhere begins a line here. */
function sentence(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
