/** The hand that decides on the open request. */
import type {RunState} from '../../core/state/run-state.ts';
import type {Desk, Request, RequestOf} from '../desk.ts';
import {plural, wordList} from '../text/figures.ts';
import type {Facts} from './actions.ts';
import {askForAnother} from './ask-recording.ts';
import {countDependents} from './dependents.ts';
import type {Editors, Opening} from './editing.ts';
import {firstPage} from './first-page.ts';
import {keepable} from './keepable.ts';
import type {OwnEditor} from './own-editor.ts';
import {variantRead} from './reading.ts';
import type {ScreenStore} from './screen-store.ts';
import type {Where} from './steering.ts';
import type {Typist} from './typist.ts';
import {nameOfReviewed, versionToApprove} from './waiting-draft.ts';

type DecidingOptions = ScreenStore & {
	state(): RunState;
	facts(): Facts;
	settle: Settle;
	typist: Pick<Typist, 'start' | 'nameModel'>;
	editors: Pick<Editors, 'openHere'>;
	ownEditor: OwnEditor;
	later(task: Promise<void>): void;
};

export type Settle = Desk['settle'];

export type DecidingHand = {
	approve(rest: boolean): void;
	editOutput(where: Where): void;
	/** Asks for so many outputs to choose from. */
	variants(count: number): void;
	redo(): void;
	retry(): void;
	/** A line for a model's name: redo, retry or rerun with it. */
	anotherModel(): void;
	writeByHand(where: Where): void;
	/** Lets the version of an earlier attempt stand. */
	keep(): void;
	skip(): void;
	allow(lasts: 'once' | 'rest of run'): void;
	refuse(): void;
	raise(): void;
	stop(): void;
};

/** Gives the person's answer to the desk; what waits next opens after it. */
export function createSettle(desk: Desk, {change, say}: ScreenStore, refresh: () => void): Settle {
	return (request, answer) => {
		change({typing: null, confirm: null, notice: null});
		const settled = desk.settle(request, answer);
		if (!settled) say('That is no longer asked for. What you wrote is kept.', 'attention');
		refresh();
		return settled;
	};
}

export function createDeciding(options: DecidingOptions): DecidingHand {
	const {state, facts, settle, typist, editors, ownEditor, later, screen, change} = options;

	function opened<K extends Request['kind']>(kind: K): RequestOf<K> | null {
		const {open} = screen();
		return open?.kind === kind ? (open as RequestOf<K>) : null;
	}

	/** A text that is the decision itself. One that is refused comes back as another request. */
	function edit<R extends RequestOf<'review' | 'failure'>>(
		where: Where,
		request: R,
		{
			accept,
			...opening
		}: Pick<Opening, 'from' | 'purpose' | 'text'> & {
			/** What it is called among the drafts. */
			draft: string;
			accept(request: R, text: string): void;
		},
	): void {
		const {output_name, problem} = request.request;
		if (where === 'outside') {
			later(ownEditor(opening.text, opening.draft, text => accept(request, text)));
			return;
		}

		editors.openHere({
			...opening,
			request,
			problem,
			name: output_name,
			title: output_name,
			draft: `${opening.draft}.edit`,
			accept(text, close) {
				const asked = (opened(request.kind) as R | null) ?? request;
				close();
				accept(asked, text);
			},
		});
	}

	return {
		approve(rest) {
			const request = opened('review');
			if (!request) return;
			const known = facts();
			const version = variantRead(known);
			const approve = () =>
				void settle(request, {
					kind: 'approve',
					...(rest ? {rest} : {}),
					...(version === null ? {} : {version}),
				});
			if (!known.drafted) {
				approve();
				return;
			}

			const what = request.request.draft ? 'it' : `v${versionToApprove(known)}`;
			const question = `Approve ${what} as it is? Your unsaved edit stays a draft and is not used.`;
			change({confirm: {question, decides: true, yes: approve}});
		},
		variants(count) {
			const request = opened('review');
			if (request) askForAnother(state(), options, () => void settle(request, {kind: 'variants', count}));
		},
		editOutput(where) {
			const request = opened('review');
			if (!request) return;
			const {output_name, problem, consumers, output, version, draft} = request.request;
			if (draft) {
				edit(where, request, {
					draft: nameOfReviewed(request.request),
					from: `${draft.title} as it came`,
					purpose: `Ctrl-S approves it as it stands here, and ${output_name} goes on with that.`,
					text: output,
					accept: (asked, text) => settle(asked, {kind: 'edit', output: text}),
				});
				return;
			}

			const variant = problem === null ? variantRead(facts()) : null;
			const use = consumers.length === 0 ? '' : ` ${wordList(consumers)} will consume it.`;
			edit(where, request, {
				draft: output_name,
				from: problem === null ? `v${variant ?? version}` : 'what was refused',
				purpose: `Ctrl-S approves the output as it stands here.${use}`,
				text: variant === null ? output : state().operations.get(output_name)!.versions[variant - 1]!.text,
				accept: (asked, output) => settle(asked, {kind: 'edit', output}),
			});
		},
		redo() {
			const request = opened('review');
			if (request) askForAnother(state(), options, () => typist.start(request, 'feedback', null));
		},
		retry() {
			const request = opened('failure');
			if (request) typist.start(request, 'hint', null);
		},
		anotherModel() {
			const request = opened('review') ?? opened('failure') ?? opened('direction');
			const name = request?.request.output_name ?? screen().selected;
			if (name !== null) askForAnother(state(), options, () => typist.nameModel(request, name));
		},
		writeByHand(where) {
			const request = opened('failure');
			if (!request) return;
			const {output_name, written, current} = request.request;
			const page =
				written !== null
					? {text: written, from: 'what was refused'}
					: current !== null
						? {text: current, from: keepable(screen(), state())!}
						: firstPage(state(), request.request);
			edit(where, request, {
				draft: output_name,
				...page,
				purpose: 'Ctrl-S makes this text the output, and the run goes on with it.',
				accept: (asked, output) => settle(asked, {kind: 'write', output}),
			});
		},
		keep() {
			const request = opened('failure');
			if (request) settle(request, {kind: 'approve'});
		},
		skip() {
			const request = opened('failure');
			if (!request) return;
			const {output_name} = request.request;
			const count = countDependents(state(), output_name);
			const effect =
				count === 0
					? 'Nothing that is still to run needs it.'
					: `That blocks ${plural(count, 'operation')} that ${count === 1 ? 'needs' : 'need'} it.`;
			const yes = () => void settle(request, {kind: 'skip'});
			change({confirm: {question: `Skip ${output_name}? ${effect}`, decides: true, yes}});
		},
		allow(lasts) {
			const request = opened('consent');
			if (request) settle(request, {kind: 'given', lasts});
		},
		refuse() {
			const request = opened('consent');
			if (request) settle(request, {kind: 'refused', reason: 'You refused it.'});
		},
		raise() {
			const request = opened('budget');
			if (request) typist.start(request, 'ceiling', null);
		},
		stop() {
			const request = opened('review') ?? opened('failure') ?? opened('direction') ?? opened('budget');
			if (!request) return;
			const yes = () => void settle(request, {kind: 'stop'});
			change({confirm: {question: 'Stop the run here? It is kept and can be resumed.', decides: true, yes}});
		},
	};
}
