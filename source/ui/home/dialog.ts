/** What home asks when somebody begins: a name and a template, a key, a model of this machine. Pure. */
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

/** Why a pipeline cannot be called that; null if it can. It becomes the name of a file. */
export function faultOfName(name: string, {pipelines}: Pick<Offers, 'pipelines'>): string | null {
	if (name === '') return 'Type a name for it, such as `talk`.';
	if (!/^[\w-]+$/.test(name) || name.startsWith('-'))
		return 'A name holds letters, digits, - and _ alone: it becomes the name of a file.';
	return pipelines.some(one => one.name === name)
		? `There is a pipeline ${name} already: choose another name, such as my_${name}.`
		: null;
}
