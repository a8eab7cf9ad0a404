/** The hand on the run outside its checkpoints: edit, rerun, pin, step, undo. What follows is shown before it is done. */
import type {RunEvent} from '../../core/events.ts';
import type {Playback} from '../../core/playback/playback.ts';
import type {RunState} from '../../core/state/run-state.ts';
import {stalenessOf} from '../../core/state/staleness.ts';
import {currentText} from '../content/output.ts';
import type {Intentions} from '../intentions.ts';
import {plural} from '../text/figures.ts';
import {askForAnother} from './ask-recording.ts';
import type {Drafting} from './drafting.ts';
import {foresightOf} from './foresight.ts';
import {nextGoing} from './held-back.ts';
import {type Proposal, targetOf} from './proposal.ts';
import {firstReading, modeOf} from './screen.ts';
import type {ScreenStore} from './screen-store.ts';

/** Where a text is edited. */
export type Where = 'here' | 'outside';

/** A text to edit that nobody waits for. */
export type Editable = {
	name: string;
	/** What it is, as a title. */
	title: string;
	/** What it starts from, e.g. `v1`. */
	from: string;
	/** A sentence: what saving does. */
	purpose: string;
	text: string;
	draft: string;
	/** `close`: the text is taken; until then it stays in the editor. `back` to it, with a reason. */
	accept(text: string, close: () => void, back: (problem: string | null) => void): void;
};

type SteeringOptions = ScreenStore & {
	state(): RunState;
	intentions: Intentions['steering'];
	/** Begins a new run; missing where none can be begun. */
	begin: Intentions['fork'];
	later(task: Promise<void>): void;
	drafting: Drafting;
	edit(where: Where, editable: Editable): void;
	/** Of a recording; null in a run. */
	playback: Playback | null;
	/** After a proposal is gone: what waits may open. */
	refresh(): void;
};

export type SteeringHand = {
	/** A finished output. */
	editFinished(where: Where): void;
	editPrompt(part: 'system' | 'supplement', where: Where): void;
	rerun(model: string | null): void;
	choose(version: number): void;
	undo(): void;
	togglePin(): void;
	toggleWhy(): void;
	toggleStepping(): void;
	step(): void;
	toggleBreakpoint(): void;
	/** A new run from the selected operation on, or from this moment of a recording. */
	fork(): void;
	/** What was proposed is done; `later`: what goes stale stays so until somebody asks. */
	carryOut(rerun: 'now' | 'later' | 'all stale'): void;
	/** Nothing is done; a text that was to be saved is kept. */
	withdraw(): void;
};

/** Told of each event, as it happens. */
export type SteeringEar = {heed(event: RunEvent): void};

/** Told where something that others may depend on is edited. */
const showsFirst = 'If it changes other outputs, you are shown which before it is saved.';

export function createSteering(options: SteeringOptions): SteeringHand & SteeringEar {
	const {state, intentions, begin, playback, screen, change, say, later, drafting, edit, refresh} = options;

	/** What was asked for anew: its answer is to be compared with the one before. */
	const compared = new Set<string>();

	function selected() {
		const {selected: name} = screen();
		return name === null ? undefined : state().operations.get(name);
	}

	/** Says why it was not done, or what was. */
	function tell(done: Promise<string | null>, success: string | (() => string | null)): void {
		const told = async () => {
			const refusal = await done;
			const words = typeof success === 'string' ? success : success();
			if (refusal !== null) say(refusal, 'attention');
			else if (words !== null) say(words, 'good');
			refresh();
		};
		later(told());
	}

	function propose(proposal: Proposal): void {
		change({proposal, proposalTop: 0, why: false, zoomed: false, notice: null});
	}

	/** With nothing to show, it is done at once. */
	function proposeOrDo(proposal: Proposal): void {
		if (foresightOf(state(), proposal).harmless) carry(proposal, true);
		else propose(proposal);
	}

	function carry(proposal: Proposal, rerun: boolean): void {
		change({proposal: null});
		const name = targetOf(proposal);
		if (rerun && (proposal.kind === 'prompt' || proposal.kind === 'rerun')) compared.add(name);
		switch (proposal.kind) {
			case 'edit':
				later(
					taken(proposal, intentions.edit(name, proposal.text, {rerun}), `Your edit of ${name} is saved.`),
				);
				return;
			case 'prompt': {
				const {system, supplement} = proposal;
				const done = intentions.editPrompt(name, {system, supplement}, {rerun});
				later(taken(proposal, done, `The prompt of ${name} is saved.`));
				return;
			}

			case 'undo':
				tell(intentions.undo({rerun}), () =>
					proposal.edit.kind === 'prompt'
						? `${name} has its prompt of before again.`
						: `Version ${state().operations.get(name)?.current ?? ''} of ${name} is the current one again.`,
				);
				return;
			case 'choose':
				tell(
					intentions.choose(name, proposal.version, {rerun}),
					`v${proposal.version} of ${name} is the current version now.`,
				);
				return;
			case 'rerun':
				tell(intentions.rerun(name, proposal.model), `${name} is made anew.`);
				return;
			case 'fork':
				tell(
					begin?.({output_name: proposal.output_name, action: proposal.action}) ??
						Promise.resolve('No run can be begun from here.'),
					() => null,
				);
		}
	}

	/** A text that is refused goes back to where it was written. */
	async function taken(
		{back, close}: Extract<Proposal, {kind: 'edit' | 'prompt'}>,
		done: Promise<string | null>,
		success: string,
	): Promise<void> {
		const refusal = await done;
		if (refusal === null) {
			close();
			const stale = stalenessOf(state()).size;
			const rest =
				stale > 0 && state().status !== 'running'
					? ` ${plural(stale, 'output is', 'outputs are')} stale.`
					: '';
			say(`${success}${rest}`, 'good');
		} else back(refusal);
		refresh();
	}

	return {
		editFinished(where) {
			const operation = selected();
			const text = operation && currentText(operation);
			if (!operation || text === undefined) return;
			const {output_name} = operation.operation;
			edit(where, {
				name: output_name,
				title: output_name,
				purpose: showsFirst,
				text,
				draft: `${output_name}.edit`,
				from: `v${operation.current}`,
				accept: (edited, close, back) => proposeOrDo({kind: 'edit', output_name, text: edited, close, back}),
			});
		},
		editPrompt(part, where) {
			const operation = selected();
			if (!operation) return;
			const {output_name, supplement} = operation.operation;
			const before = {system: operation.system, supplement};
			edit(where, {
				name: `${output_name}.${part}`,
				title: `the ${part === 'system' ? 'system prompt' : 'supplement'} of ${output_name}`,
				purpose: showsFirst,
				text: before[part] ?? '',
				draft: `${output_name}.${part}.edit`,
				from: 'what it was told last',
				accept(edited, close, back) {
					// Most editors end the last line, which no prompt did before.
					const text = edited.replace(/\n$/, '');
					const changed = part === 'system' ? {system: text} : {supplement: text === '' ? null : text};
					proposeOrDo({kind: 'prompt', output_name, ...before, ...changed, close, back});
				},
			});
		},
		rerun(model) {
			const operation = selected();
			if (!operation) return;
			const {output_name} = operation.operation;
			const ask = () => propose({kind: 'rerun', output_name, model});
			// Who names a model was asked before.
			if (model === null) askForAnother(state(), options, ask);
			else ask();
		},
		undo() {
			const edit = state().edits.at(-1);
			if (edit) proposeOrDo({kind: 'undo', edit});
		},
		choose(version) {
			const operation = selected();
			if (operation) proposeOrDo({kind: 'choose', output_name: operation.operation.output_name, version});
		},
		togglePin() {
			const operation = selected();
			if (!operation) return;
			const {output_name} = operation.operation;
			tell(
				intentions.pin(output_name, !operation.pinned),
				operation.pinned
					? `${output_name} is not pinned any more.`
					: `${output_name} is pinned: it keeps its output, whatever changes before it.`,
			);
		},
		toggleWhy() {
			change({why: !screen().why, zoomed: false, scroll: {kind: 'auto'}});
		},
		toggleStepping() {
			const stepping = !state().stepping;
			tell(intentions.setStepping(stepping), () => {
				if (stepping) return 'Step mode: the run waits before each operation; . begins one.';
				const {paused, status} = state();
				return paused && status === 'running'
					? 'Step mode is off; the run is still paused: space goes on.'
					: 'Step mode is off.';
			});
		},
		step() {
			const next = nextGoing(state(), screen().selected);
			const done =
				next?.how === 'try now' ? intentions.tryNow(next.name) : intentions.step(next?.name ?? null);
			tell(done, () => null);
		},
		toggleBreakpoint() {
			const name = screen().selected;
			if (name === null) return;
			const on = !state().breakpoints.has(name);
			tell(
				intentions.setBreakpoint(name, on),
				on ? `The run waits before ${name}.` : `The run no longer waits before ${name}.`,
			);
		},
		fork() {
			playback?.pause();
			propose(
				playback
					? {kind: 'fork', output_name: null, action: playback.moment().actions}
					: {kind: 'fork', output_name: screen().selected, action: null},
			);
		},
		carryOut(rerun) {
			const {proposal} = screen();
			if (!proposal) return;
			if (rerun !== 'all stale') carry(proposal, rerun === 'now');
			else {
				change({proposal: null});
				tell(intentions.rerunStale(), 'All that is stale is made anew.');
			}
		},
		heed(event) {
			const own =
				event.type === 'output-edited' || (event.type === 'review-decided' && event.decision === 'edit');
			// What the person wrote is what they look for next, and is current now.
			if (own && event.output_name === screen().selected && screen().reading.version !== null)
				change({reading: {...screen().reading, version: null}, scroll: {kind: 'auto'}});
			if (event.type !== 'module-finished' || !compared.delete(event.output_name)) return;
			const {output_name, version, review} = event;
			const {versions} = state().operations.get(output_name)!;
			const before = versions[version - 2];
			if (!before || review) return;
			if (before.text === event.response) say(`${output_name} came out as before.`);
			else if (modeOf(screen()) === 'browse' && screen().selected === output_name) {
				change({tab: 'versions', reading: {...firstReading, versions: 'columns'}, scroll: {kind: 'auto'}});
				say(`v${version - 1} and v${version} of ${output_name} side by side; d shows what differs.`);
			} else say(`${output_name} is made anew: c shows it beside the version before.`);
		},
		withdraw() {
			const {proposal} = screen();
			change({proposal: null});
			drafting.settle();
			if (proposal && 'back' in proposal) proposal.back(null);
			refresh();
		},
	};
}
