/** What home asks of somebody who begins, and what comes of the answers. Pure. */
import {type EditorAction, editorOf} from '../line/line-editor.ts';
import type {Step} from './actions.ts';
import {firstOf, localModels, moveIn, readPipelineName, typeInto} from './dialog.ts';
import type {Home, HomeFacts} from './home.ts';
import type {LocalModel} from './offers.ts';

/** What takes its time, and is told of when it is done. */
export type Doing =
	| {kind: 'new-pipeline'; name: string; template: string}
	| {kind: 'log-in'; key: string}
	| {kind: 'take-model'; model: LocalModel; howLong: 'folder' | 'session'};

export type AnswerActions = {
	/** Asks for what it takes to begin. */
	ask(what: 'name' | 'key' | 'local'): void;
	typeAnswer(action: EditorAction): void;
	moveAnswer(step: number): void;
	/** Goes on with what was answered. */
	answer(howLong?: 'folder' | 'session'): void;
	leaveDialog(): void;
};

export function answersOn(
	{home, offers}: Pick<HomeFacts, 'home' | 'offers'>,
	take: (step: Step) => void,
): AnswerActions {
	const change = (changes: Partial<Home>) => take({home: {...home, ...changes}, effect: null});

	return {
		ask(what) {
			const asked: Home = {...home, dialog: firstOf[what], report: null, top: 0};
			take({home: asked, effect: what === 'local' ? {kind: 'look-for-models'} : null});
		},
		typeAnswer(action) {
			if (home.dialog && home.busy === null) change({dialog: typeInto(home.dialog, action)});
		},
		moveAnswer(step) {
			if (home.dialog) change({dialog: moveIn(home.dialog, step, offers)});
		},
		answer(howLong = 'folder') {
			const {dialog} = home;
			if (home.busy !== null) return;
			const wrong = (text: string) => change({notice: {text, tone: 'attention'}});
			const start = (busy: string, effect: Doing) => take({home: {...home, busy}, effect});
			switch (dialog?.kind) {
				case undefined:
					return;
				case 'name': {
					const read = readPipelineName(dialog.line.text, offers);
					if ('name' in read) change({dialog: {kind: 'template', name: read.name, at: 0}});
					else wrong(read.problem);
					return;
				}
				case 'template': {
					const template = offers.templates[dialog.at]?.name;
					if (template !== undefined)
						start(`writing ${dialog.name}`, {kind: 'new-pipeline', name: dialog.name, template});
					return;
				}
				case 'key': {
					const key = dialog.line.text.trim();
					if (key === '') wrong('Type or paste the key first; esc leaves without one.');
					else start('checking the key', {kind: 'log-in', key});
					return;
				}
				case 'local': {
					const model = localModels(offers)[dialog.at];
					if (model) start(`choosing ${model.model}`, {kind: 'take-model', model, howLong});
				}
			}
		},
		leaveDialog() {
			const {dialog} = home;
			const back = dialog?.kind === 'template' ? {kind: 'name' as const, line: editorOf(dialog.name)} : null;
			change({dialog: back});
		},
	};
}
