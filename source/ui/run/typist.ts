/** The line that is typed for a request: from the draft that is offered to the answer that is sent. */
import {splitCommand} from '../../core/command-line.ts';
import type {DirectionReply, Question} from '../../core/ports.ts';
import {operationOf, type Request} from '../desk.ts';
import type {Intentions, KnownModel} from '../intentions.ts';
import {type EditorAction, edit, editorOf} from '../line/line-editor.ts';
import {readCeiling} from './ceiling.ts';
import type {Settle} from './deciding.ts';
import type {Drafting} from './drafting.ts';
import type {Typing} from './screen.ts';
import type {ScreenStore} from './screen-store.ts';
import {suggestedFor} from './suggested-models.ts';

type TypistOptions = ScreenStore & {
	drafting: Drafting;
	loadDraft(name: string): string | null;
	prefill?: (question: Question) => string | null;
	models(): readonly KnownModel[];
	offered: Intentions['offered'];
	later(task: Promise<void>): void;
	/** Reruns an operation that nobody waits for. */
	rerun(model: string): void;
	settle: Settle;
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
	/** The request it was for is gone. What was typed stays before the person; a line without a word goes. */
	withdraw(): void;
};

const missing: Partial<Record<Typing['purpose'], string>> = {
	advice: 'Say what the model should know, or esc to go back.',
	rejection: 'Say what is wrong with it, or esc to go back.',
};

function directionOf(purpose: Typing['purpose'], text: string): DirectionReply {
	return purpose === 'input' || purpose === 'arguments' ? {kind: purpose, text} : {kind: 'hint', text};
}

export function createTypist(options: TypistOptions): Typist {
	const {drafting, loadDraft, prefill, screen, change, say, settle, models, rerun} = options;

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
			typing: {request, about, purpose, draft, offered, withdrawn: false, editor: editorOf(offered)},
		});
		if (kept) say('Your draft is back.');
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
		change({typing: null});
		if (kept) say('Your draft is kept.');
	}

	function withdraw(): void {
		const {typing} = screen();
		if (!typing || typing.withdrawn) return;
		drafting.settle();
		change({typing: typing.editor.text === typing.offered ? null : {...typing, withdrawn: true}});
	}

	function send(): void {
		const {typing} = screen();
		if (!typing) return;
		const problem = typing.withdrawn
			? 'Nobody waits for this any more: esc leaves it, your draft is kept.'
			: submit(typing);
		if (problem === null) drafting.discard(typing.draft);
		else say(problem, 'attention');
	}

	/** Why it cannot be sent as it is, a sentence; null when it was. */
	function submit({request, purpose, editor}: Typing): string | null {
		const {text} = editor;
		const blank = text.trim() === '';
		if (purpose === 'model') return withModel(request, text.trim());
		switch (request?.kind) {
			case 'question':
				if (blank && !request.request.optional) return 'An answer is needed here: type it, then Enter.';
				settle(request, blank ? {kind: 'declined'} : {kind: 'said', text});
				return null;
			case 'review':
				if (blank) return 'Say what should be different, or esc to go back.';
				settle(request, {kind: 'redo', feedback: text});
				return null;
			case 'failure':
				settle(request, {kind: 'retry', feedback: blank ? undefined : text});
				return null;
			case 'direction':
				if (blank) return missing[purpose] ?? 'Type it, or esc to go back.';
				if (purpose === 'arguments') {
					const split = splitCommand(text);
					if ('problem' in split) return `That cannot be passed on: ${split.problem}`;
				}

				settle(request, directionOf(purpose, text));
				return null;
			case 'budget': {
				const ceiling = readCeiling(text);
				if (!ceiling) return 'Type an amount: 2.50 for dollars, 500k for tokens, or 30 min.';
				settle(request, {kind: 'go on', ...ceiling});
				return null;
			}

			default:
				return 'Nobody waits for this.';
		}
	}

	function withModel(request: Request | null, model: string): string | null {
		if (model === '') return 'Name a model, or esc to go back.';
		if (request?.kind === 'failure') settle(request, {kind: 'retry', model});
		else if (request?.kind === 'review') settle(request, {kind: 'redo', feedback: '', model});
		else if (request?.kind === 'direction') settle(request, {kind: 'model', model});
		else {
			change({typing: null});
			rerun(model);
		}

		return null;
	}

	return {
		start,
		nameModel(request, output_name) {
			open(request, 'model', output_name, null);
			if (options.offered) options.later(options.offered().then(offered => change({offered})));
		},
		complete,
		write,
		type,
		leave,
		send,
		withdraw,
	};
}
