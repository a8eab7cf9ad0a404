/** The line that is typed for a request: from the draft that is offered to the answer that is sent. */
import type {Question} from '../../core/ports.ts';
import {type Desk, operationOf, type Request, type RequestOf} from '../desk.ts';
import type {KnownModel} from '../intentions.ts';
import {type EditorAction, edit, editorOf} from '../line/line-editor.ts';
import {readCeiling} from './ceiling.ts';
import type {Drafting} from './drafting.ts';
import type {Notice, Screen, Typing} from './screen.ts';
import {suggestedFor} from './suggested-models.ts';

type TypistOptions = {
	desk: Desk;
	drafting: Drafting;
	loadDraft(name: string): string | null;
	prefill?: (question: Question) => string | null;
	screen(): Screen;
	change(changes: Partial<Screen>): void;
	say(text: string, tone?: Notice['tone']): void;
	models(): readonly KnownModel[];
	/** Reruns an operation that nobody waits for. */
	rerun(model: string): void;
	/** Settles the open request of that kind. */
	decide<K extends Request['kind']>(kind: K, answer: (request: RequestOf<K>) => boolean): void;
};

export type Typist = {
	start(request: Request, purpose: Typing['purpose'], offer: string | null): void;
	/** A line for a model's name; for the open request, or null: to rerun the operation with. */
	nameModel(request: Request | null, output_name: string): void;
	/** Takes the first name that is suggested. */
	complete(): void;
	/** Opens the line for the open question. */
	write(): void;
	type(action: EditorAction): void;
	leave(): void;
	send(): void;
};

export function createTypist(options: TypistOptions): Typist {
	const {desk, drafting, loadDraft, prefill, screen, change, say, decide, models, rerun} = options;

	function start(request: Request, purpose: Typing['purpose'], offer: string | null): void {
		open(request, purpose, operationOf(request) ?? 'budget', offer);
	}

	function open(
		request: Request | null,
		purpose: Typing['purpose'],
		about: string,
		offer: string | null,
	): void {
		const draft = `${about === 'budget' && request?.kind === 'budget' ? 'run' : about}.${purpose}`;
		const kept = loadDraft(draft);
		const offered = kept ?? offer ?? '';
		change({
			typing: {request, about, purpose, draft, offered, editor: editorOf(offered)},
			notice: kept ? {text: 'Your draft is back.', tone: 'quiet'} : null,
		});
	}

	function complete(): void {
		const {typing} = screen();
		const first = typing && suggestedFor(typing, models())[0];
		if (!first) return;
		type({type: 'end'});
		type({type: 'kill-to-start'});
		type({type: 'insert', text: first.name});
	}

	/** Opens the line for the open question. */
	function write(): void {
		const request = screen().open;
		if (request?.kind === 'question') start(request, 'answer', prefill?.(request.request) ?? null);
	}

	function type(action: EditorAction): void {
		const {typing} = screen();
		if (!typing) return;
		const editor = edit(typing.editor, action);
		if (editor.text !== typing.editor.text) drafting.changed(typing.draft, editor.text);
		change({typing: {...typing, editor}});
	}

	function leave(): void {
		const kept = (screen().typing?.editor.text ?? '') !== '';
		drafting.settle();
		change({typing: null, notice: kept ? {text: 'Your draft is kept.', tone: 'quiet'} : null});
	}

	function send(): void {
		const {typing} = screen();
		if (!typing) return;
		const problem = submit(typing);
		if (problem === null) drafting.discard(typing.draft);
		else say(problem, 'attention');
	}

	/** Why it cannot be sent as it is, a sentence; null when it was. */
	function submit({request, purpose, editor}: Typing): string | null {
		const {text} = editor;
		const blank = text.trim() === '';
		switch (purpose) {
			case 'answer':
				if (blank && request?.kind === 'question' && !request.request.optional) {
					return 'An answer is needed here: type it, then Enter.';
				}

				decide('question', one => desk.settle(one, blank ? {kind: 'declined'} : {kind: 'said', text}));
				return null;
			case 'feedback':
				if (blank) return 'Say what should be different, or esc to go back.';
				decide('review', one => desk.settle(one, {kind: 'redo', feedback: text}));
				return null;
			case 'hint':
				decide('failure', one => desk.settle(one, {kind: 'retry', feedback: blank ? undefined : text}));
				return null;
			case 'ceiling': {
				const ceiling = readCeiling(text);
				if (!ceiling) return 'Type an amount: 2.50 for dollars, 500k for tokens, or 30 min.';
				decide('budget', one => desk.settle(one, {kind: 'go on', ...ceiling}));
				return null;
			}

			case 'model':
				return withModel(request, text.trim());
		}
	}

	function withModel(request: Request | null, model: string): string | null {
		if (model === '') return 'Name a model, or esc to go back.';
		if (request?.kind === 'failure') decide('failure', one => desk.settle(one, {kind: 'retry', model}));
		else if (request?.kind === 'review')
			decide('review', one => desk.settle(one, {kind: 'redo', feedback: '', model}));
		else {
			change({typing: null});
			rerun(model);
		}

		return null;
	}

	return {
		start,
		nameModel: (request, output_name) => open(request, 'model', output_name, null),
		complete,
		write,
		type,
		leave,
		send,
	};
}
