/** The hand that tells a debugger how to go on. */
import type {Course} from '../../core/direction.ts';
import type {DirectionReply} from '../../core/ports.ts';
import type {RunState} from '../../core/state/run-state.ts';
import type {RequestOf} from '../desk.ts';
import type {Facts} from './actions.ts';
import {askForAnother} from './ask-recording.ts';
import type {Settle} from './deciding.ts';
import type {Editors} from './editing.ts';
import type {OwnEditor} from './own-editor.ts';
import type {ScreenStore} from './screen-store.ts';
import type {Where} from './steering.ts';
import type {Typist} from './typist.ts';

type DirectingOptions = ScreenStore & {
	state(): RunState;
	settle: Settle;
	typist: Pick<Typist, 'start'>;
	editors: Pick<Editors, 'openHere'>;
	ownEditor: OwnEditor;
	/** Of a program that the person played, what it said when it ended badly. */
	lastWords(output_name: string): string | null;
	later(task: Promise<void>): void;
};

export type DirectingHand = {
	/** Lets the patch run, or passes the code on as it is. */
	proceed(): void;
	/** Lets this patch run, and every later one of the loop. */
	runAll(): void;
	/** A line for a hint; of a patch for why it is rejected. */
	hint(): void;
	editCode(where: Where): void;
	/** More iterations; or a line for what the program reads, or is started with. */
	supply(): void;
	allowNetwork(): void;
	rollBack(): void;
	giveUp(): void;
};

/** What the code that is edited for a debugger is called among the drafts. */
export function nameOfCode(output_name: string): string {
	return `${output_name}.code`;
}

export function createDirecting(options: DirectingOptions): DirectingHand {
	const {state, settle, typist, editors, ownEditor, lastWords, later, screen} = options;

	function opened(): RequestOf<'direction'> | null {
		const {open} = screen();
		return open?.kind === 'direction' ? open : null;
	}

	function reply(answer: DirectionReply): void {
		const request = opened();
		if (request) settle(request, answer);
	}

	return {
		proceed: () => reply(opened()?.request.about === 'patch' ? {kind: 'run', rest: false} : {kind: 'pass'}),
		runAll: () => reply({kind: 'run', rest: true}),
		allowNetwork: () => reply({kind: 'network'}),
		giveUp: () => reply({kind: 'give-up'}),
		hint() {
			const request = opened();
			if (!request) return;
			const purpose = request.request.about === 'patch' ? 'rejection' : 'advice';
			const offer = purpose === 'advice' ? lastWords(request.request.output_name) : null;
			askForAnother(state(), options, () => typist.start(request, purpose, offer));
		},
		supply() {
			const request = opened();
			if (!request) return;
			const {courses} = request.request;
			if (courses.includes('more')) askForAnother(state(), options, () => reply({kind: 'more'}));
			else typist.start(request, courses.includes('arguments') ? 'arguments' : 'input', null);
		},
		editCode(where) {
			const request = opened();
			if (!request) return;
			const {output_name, code, typed, problem} = request.request;
			const text = typed ?? code;
			const accept = (asked: RequestOf<'direction'>, edited: string) =>
				void settle(asked, {kind: 'edit', code: edited});
			if (where === 'outside') {
				later(ownEditor(text, nameOfCode(output_name), edited => accept(request, edited)));
				return;
			}

			editors.openHere({
				request,
				problem,
				name: output_name,
				title: `the code of ${output_name}`,
				from: typed === null ? 'the code as it is' : 'what was refused',
				purpose: 'Ctrl-S runs the code as it stands here: each file under its name, between its fences.',
				text,
				draft: `${nameOfCode(output_name)}.edit`,
				accept(edited, close) {
					const asked = opened() ?? request;
					close();
					accept(asked, edited);
				},
			});
		},
		rollBack() {
			const iteration = iterationToRollBackTo({screen: screen(), state: state()});
			if (iteration !== null) reply({kind: 'roll-back', iteration});
		},
	};
}

/** Whether the open request offers it. */
export function isOffered({screen}: Pick<Facts, 'screen'>, course: Course): boolean {
	return screen.open?.kind === 'direction' && screen.open.request.courses.includes(course);
}

/** The iteration that the person went to in the story, else the one that got furthest; null if there is no other. */
export function iterationToRollBackTo({screen, state}: Pick<Facts, 'screen' | 'state'>): number | null {
	const {open, reading} = screen;
	if (open?.kind !== 'direction' || !open.request.courses.includes('roll-back')) return null;
	const {output_name, attempt, best} = open.request;
	const operation = state.operations.get(output_name);
	const chosen = reading.turn === null ? undefined : operation?.iterations[reading.turn];
	if (chosen?.attempt === attempt && chosen !== operation?.iterations.at(-1)) return chosen.iteration;
	return best?.iteration ?? null;
}
