/** The line that is typed for a request: from the draft that is offered to the answer that is sent. */
import type {Question} from '../../core/ports.ts';
import {type Desk, operationOf, type Request, type RequestOf} from '../desk.ts';
import {type EditorAction, edit, editorOf} from '../line/line-editor.ts';
import {readCeiling} from './ceiling.ts';
import type {Drafting} from './drafting.ts';
import type {Notice, Screen, Typing} from './screen.ts';

type TypistOptions = {
	desk: Desk;
	drafting: Drafting;
	loadDraft(name: string): string | null;
	prefill?: (question: Question) => string | null;
	screen(): Screen;
	change(changes: Partial<Screen>): void;
	say(text: string, tone?: Notice['tone']): void;
	/** Settles the open request of that kind. */
	decide<K extends Request['kind']>(kind: K, answer: (request: RequestOf<K>) => boolean): void;
};

export type Typist = {
	start(request: Request, purpose: Typing['purpose'], offer: string | null): void;
	/** Opens the line for the open question. */
	write(): void;
	type(action: EditorAction): void;
	leave(): void;
	send(): void;
};

export function createTypist(options: TypistOptions): Typist {
	const {desk, drafting, loadDraft, prefill, screen, change, say, decide} = options;

	function start(request: Request, purpose: Typing['purpose'], offer: string | null): void {
		const draft = `${operationOf(request) ?? 'run'}.${purpose}`;
		const kept = loadDraft(draft);
		const offered = kept ?? offer ?? '';
		change({
			typing: {request, purpose, draft, offered, editor: editorOf(offered)},
			notice: kept ? {text: 'Your draft is back.', tone: 'quiet'} : null,
		});
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
				if (blank && request.kind === 'question' && !request.request.optional) {
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
		}
	}

	return {start, write, type, leave, send};
}
